"""`import`: a case begun from a Patient-Ψ cognitive model or an AgentClinic OSCE record."""

from argparse import Namespace
from pathlib import Path

from game.author.importers import Imported, Malformed, imported, records_of
from game.author.new_case import QUESTIONS, refusal
from game.case import CASE_FILE
from game.commands.manners import CANNOT, FINE, Refused, print_json
from game.reading import Faults, Limits, is_file, read_bytes

_ROOM = Limits(bytes=16 << 20)


def run(options: Namespace) -> int:
    """Write a skeleton for every record of the file; all that is wrong with it is named by field first."""
    try:
        records = records_of(read_bytes(options.file, _ROOM))
    except Faults as faults:
        raise Refused(str(faults)) from None
    except Malformed as wrong:
        raise Refused("\n".join(f"{options.file}: {fault}" for fault in wrong.faults)) from None
    alone = options.to.name if len(records) == 1 else None
    if alone is not None and (wrong_name := refusal(QUESTIONS[0], alone)) is not None:
        raise Refused(f"--to “{alone}”: the folder is named like the case. {wrong_name}", CANNOT)
    made = _with_own_ids([imported(record, alone) for record in records])
    homes = [options.to if alone else options.to / name for name, _ in made]
    taken = [home for home in homes if is_file(home / CASE_FILE)]
    if taken:
        raise Refused(f"There is a case in {taken[0]} already, and nothing was written.")
    for home, (_, case) in zip(homes, made, strict=True):
        home.mkdir(parents=True, exist_ok=True)
        (home / CASE_FILE).write_text(case.text, encoding="utf-8", newline="\n")
    if options.json:
        print_json([_row(home, case) for home, (_, case) in zip(homes, made, strict=True)])
        return FINE
    for home, (_, case) in zip(homes, made, strict=True):
        print(f"{home / CASE_FILE}: {len(case.placed)} fields placed, {len(case.left)} left for you in the comments:")
        for field, where in case.placed.items():
            print(f"  {field} → {where}")
        for field in case.left:
            print(f"  {field} → nowhere yet")
    return FINE


def _with_own_ids(cases: list[Imported]) -> list[tuple[str, Imported]]:
    """Return the cases with their ids, those of one name numbered."""
    found: list[tuple[str, Imported]] = []
    for case in cases:
        names = [name for name, _ in found]
        name, number = case.id, 2
        while name in names:
            name, number = f"{case.id}_{number}", number + 1
        found.append((name, _renamed(case, name)))
    return found


def _renamed(case: Imported, name: str) -> Imported:
    text = case.text.replace(f"\nid: {case.id} ", f"\nid: {name} ", 1)
    return Imported(name, text, case.placed, case.left)


def _row(home: Path, case: Imported) -> dict[str, object]:
    return {"case": str(home / CASE_FILE), "id": case.id, "placed": dict(case.placed), "left": list(case.left)}
