"""YAML events and YAML's complaints: from libyaml, or from PyYAML's own parser where that is missing."""

from typing import Any

import yaml
from yaml.parser import Parser
from yaml.reader import Reader
from yaml.scanner import Scanner

from game.reading.diagnostics import Place
from game.reading.source import NO_LETTER
from game.reading.syntax import explain


class _PureParser(Reader, Scanner, Parser):
    """PyYAML's events without libyaml: slower, otherwise the same."""

    def __init__(self, text: str) -> None:
        Reader.__init__(self, text)
        Scanner.__init__(self)
        Parser.__init__(self)


def event_parser(text: str) -> Any:
    """Give a parser whose `get_event()` yields the YAML events of `text` one by one."""
    try:
        from yaml import cyaml
    except ImportError:
        return _PureParser(text)
    return cyaml.CLoader(text)


def complaint(error: Exception, parser: Any, text: str) -> tuple[Place, str, str, str]:
    """Give place, code, problem and remedy for what made the parser stop."""
    if not isinstance(error, yaml.MarkedYAMLError):  # the pure parser asked `chr` for an impossible number
        mark = parser.get_mark()
        return (mark.line + 1, mark.column + 1), "SW012", *NO_LETTER
    if "unicode" in (error.problem or "").lower() and error.context_mark:  # libyaml noticed the same
        return (error.context_mark.line + 1, error.context_mark.column + 1), "SW012", *NO_LETTER
    place, problem, instead = explain(error, text)
    return place, "SW004", problem, instead
