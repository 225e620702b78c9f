"""What was found as SARIF 2.1.0, which code hosts and editors show beside the lines."""

from pathlib import PurePath
from typing import Final
from urllib.parse import quote

from game import __version__
from game.author.checking.examine import Checked
from game.author.checking.meanings import meanings
from game.author.checking.showing import Sources
from game.case import severity_of
from game.reading import Diagnostic

_LEVELS: Final = {"error": "error", "warning": "warning", "hint": "note"}


def sarif(checked: Checked) -> dict[str, object]:
    """Return the findings as one run; rules carry what their codes mean."""
    sources = Sources()
    known = meanings()
    codes = sorted({each.code for each in checked.found})
    rules = [
        {
            "id": code,
            "shortDescription": {"text": known[code]},
            "help": {"text": f"sixteen-weeks check --explain {code}"},
            "defaultConfiguration": {"level": _LEVELS[severity_of(code)]},
        }
        for code in codes
    ]
    driver = {"name": "sixteen-weeks check", "version": __version__, "rules": rules}
    results = [_result(each, codes.index(each.code), sources) for each in checked.found]
    run = {"tool": {"driver": driver}, "columnKind": "unicodeCodePoints", "results": results}
    schema = "https://json.schemastore.org/sarif-2.1.0.json"
    return {"$schema": schema, "version": "2.1.0", "runs": [run]}


def _result(found: Diagnostic, rule: int, sources: Sources) -> dict[str, object]:
    region = {
        "startLine": found.line,
        "startColumn": found.column,
        "endColumn": found.column + sources.length(found),
    }
    place = {"artifactLocation": {"uri": _uri(found.file)}, "region": region}
    path = f"{found.path}: " if found.path else ""
    return {
        "ruleId": found.code,
        "ruleIndex": rule,
        "level": _LEVELS[severity_of(found.code)],
        "message": {"text": f"{path}{found.problem}; {found.instead}"},
        "locations": [{"physicalLocation": place}],
    }


def _uri(file: str) -> str:
    path = PurePath(file)
    return path.as_uri() if path.is_absolute() else quote(path.as_posix())
