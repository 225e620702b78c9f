"""`diagram`: the pathway of the treatment, drawn from the manual."""

from argparse import Namespace

from game.commands.manners import FINE, print_json
from game.manual import load_manual
from game.treatment import pathway_of


def run(options: Namespace) -> int:
    """Print the pathway as Mermaid text; as JSON, the arrows too."""
    book = load_manual()
    chart = pathway_of(book).mermaid()
    if options.json:
        arrows = [
            {
                "milestone": row.id,
                "name": row.name,
                "from": list(row.from_),
                "to": row.to,
                "requires": list(row.requires),
                "expects": list(row.expects),
            }
            for row in book.rows.milestones
        ]
        print_json({"mermaid": chart, "milestones": arrows})
    else:
        print(chart)
    return FINE
