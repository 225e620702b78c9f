"""`schema`: the shape of a case as JSON Schema, for editors that complete, explain and underline; or its reference."""

import json
from argparse import Namespace

from game.author.schema import appendix, json_schema, reference
from game.commands.manners import FINE
from game.manual import load_manual


def run(options: Namespace) -> int:
    """Print the schema, or write it to a file."""
    book = load_manual()
    if options.markdown:
        text = f"{reference()}\n{appendix(book)}"
    else:
        text = json.dumps(json_schema(book), indent=1, ensure_ascii=False)
    if options.out is None:
        print(text)
        return FINE
    options.out.write_text(f"{text}\n", encoding="utf-8", newline="\n")
    print(f"Written to {options.out}. The first line of a case tells an editor where it is:")
    print(f"# yaml-language-server: $schema={options.out.name}")
    return FINE
