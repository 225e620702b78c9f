"""From a JSON file (or JSON Lines) to records, with every fault named by its field."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final, Literal

Kind = Literal["patient_psi", "osce"]
_MOST: Final = 200
_DEEPEST: Final = 40
STYLES: Final[Mapping[str, str]] = {
    "plain": "plain",
    "upset": "upset",
    "verbose": "verbose",
    "reserved": "reserved",
    "tangent": "tangential",
    "tangential": "tangential",
    "pleasing": "pleasing",
}
_PSI_TEXTS: Final = ("name", "history", "intermediate_belief", "coping_strategies", "situation")
_PSI_LISTS: Final = ("type", "emotion", "helpless_belief", "unlovable_belief", "worthless_belief")
_PSI_LOOSE: Final = ("auto_thought", "behavior", "intermediate_belief_depression", "id")
_OSCE_TEXTS: Final = ("Objective_for_Doctor", "Correct_Diagnosis")


class Malformed(Exception):
    """Raised for a file that is no such record. `faults` are sentences, each beginning with its field."""

    def __init__(self, faults: list[str]) -> None:
        super().__init__("\n".join(faults))
        self.faults = tuple(faults)


@dataclass(frozen=True, slots=True)
class Record:
    """One patient as somebody else wrote them down, checked."""

    kind: Kind
    value: Mapping[str, Any]


def records_of(source: bytes) -> tuple[Record, ...]:
    """Return the records of a file. Raises Malformed with everything that is wrong, by field."""
    values = _parsed(source)
    faults: list[str] = []
    records = []
    for number, value in enumerate(values):
        place = f"[{number}]" if len(values) > 1 else ""
        kind, found = _judged(value, place)
        faults += found
        if kind is not None:
            records.append(Record(kind, value["OSCE_Examination"] if kind == "osce" else value))
    if faults:
        raise Malformed(faults)
    return tuple(records)


def _parsed(source: bytes) -> list[Any]:
    try:
        text = source.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise Malformed([f"byte {error.start + 1} belongs to no letter: save the file as UTF-8"]) from None
    try:
        value = _json(text)
    except json.JSONDecodeError as whole:
        lines = [(number, line) for number, line in enumerate(text.splitlines(), 1) if line.strip()]
        if len(lines) < 2:
            raise Malformed([f"line {whole.lineno}, column {whole.colno}: {whole.msg}"]) from None
        value = [_line(number, line, whole) for number, line in lines]
    except RecursionError:
        raise Malformed(["the brackets are nested too deeply"]) from None
    values = value if isinstance(value, list) else [value]
    if not 0 < len(values) <= _MOST:
        raise Malformed([f"there are {len(values)} records; from 1 to {_MOST} can be brought in at once"])
    return values


def _line(number: int, line: str, whole: json.JSONDecodeError) -> Any:
    try:
        return _json(line)
    except json.JSONDecodeError as error:
        if number == 1:  # one object over many lines, then
            raise Malformed([f"line {whole.lineno}, column {whole.colno}: {whole.msg}"]) from None
        raise Malformed([f"line {number}, column {error.colno}: {error.msg}"]) from None


def _json(text: str) -> Any:
    return json.loads(text, object_pairs_hook=_without_doubles, parse_constant=_no_number)


def _without_doubles(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    made = dict(pairs)
    if len(made) < len(pairs):
        names = [name for name, _ in pairs]
        double = next(name for place, name in enumerate(names) if name in names[:place])
        raise Malformed([f"{double}: stands twice in one object, and only one of the two could be kept"])
    return made


def _no_number(name: str) -> Any:
    raise Malformed([f"{name} is no number that a file can hold"])


def _judged(value: Any, place: str) -> tuple[Kind | None, list[str]]:
    at = f"{place}." if place else ""
    if not isinstance(value, dict):
        return None, [f"{place or 'the file'}: is {_kind(value)}, and must be an object with fields"]
    if _depth(value) > _DEEPEST:
        return None, [f"{place or 'the file'}: is nested too deeply"]
    if "OSCE_Examination" in value:
        return "osce", list(_osce_faults(value["OSCE_Examination"], f"{at}OSCE_Examination"))
    if "history" in value or "intermediate_belief" in value or "helpless_belief" in value:
        return "patient_psi", list(_psi_faults(value, at))
    known = "a cognitive model of Patient-Psi (with “history”) nor an AgentClinic record (with “OSCE_Examination”)"
    return None, [f"{place or 'the file'}: is neither {known}"]


def _psi_faults(value: Mapping[str, Any], at: str) -> Iterator[str]:
    for field in _PSI_TEXTS:
        yield from _text_faults(value, field, at)
    for field in _PSI_LISTS:
        if field not in value:
            yield f"{at}{field}: is missing; a list of texts is expected, which may be empty"
        elif not (isinstance(value[field], list) and all(isinstance(each, str) for each in value[field])):
            yield f"{at}{field}: is {_kind(value[field])}, and must be a list of texts"
    for field in _PSI_LOOSE:
        if field in value and not isinstance(value[field], str | list | int):
            yield f"{at}{field}: is {_kind(value[field])}, and must be a text or a list of texts"
    styles = value.get("type")
    if isinstance(styles, list):
        for number, style in enumerate(styles):
            if isinstance(style, str) and style.casefold() not in STYLES:
                yield f"{at}type[{number}]: “{style[:40]}” is none of {', '.join(dict.fromkeys(STYLES))}"


def _osce_faults(value: Any, at: str) -> Iterator[str]:
    if not isinstance(value, dict):
        yield f"{at}: is {_kind(value)}, and must be an object with fields"
        return
    for field in _OSCE_TEXTS:
        yield from _text_faults(value, field, f"{at}.")
    actor = value.get("Patient_Actor")
    if not isinstance(actor, dict):
        missing = "is missing" if actor is None else f"is {_kind(actor)}"
        yield f"{at}.Patient_Actor: {missing}; an object with Demographics, History and Symptoms is expected"
        return
    for field in ("Demographics", "History"):
        yield from _text_faults(actor, field, f"{at}.Patient_Actor.")
    if "Symptoms" in actor and not isinstance(actor["Symptoms"], dict | str | list):
        yield f"{at}.Patient_Actor.Symptoms: is {_kind(actor['Symptoms'])}, and must be an object, a list or a text"


def _text_faults(value: Mapping[str, Any], field: str, at: str) -> Iterator[str]:
    if field not in value:
        yield f"{at}{field}: is missing; a text is expected"
    elif not isinstance(value[field], str):
        yield f"{at}{field}: is {_kind(value[field])}, and must be a text"
    elif not value[field].strip():
        yield f"{at}{field}: is empty"


def _kind(value: Any) -> str:
    match value:
        case None:
            return "empty (null)"
        case bool():
            return "true or false"
        case int() | float():
            return "a number"
        case str():
            return "a text"
        case list():
            return "a list"
    return "an object"


def _depth(value: Any, level: int = 0) -> int:
    if level > _DEEPEST:
        return level
    inner = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    return max((_depth(each, level + 1) for each in inner), default=level)
