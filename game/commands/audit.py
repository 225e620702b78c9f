"""`audit`: decide every action of a log again and compare with what it says happened."""

from argparse import Namespace

from game.commands.manners import FAULTS, FINE, complain, print_json
from game.commands.records import open_record
from game.record import audit, branch


def run(options: Namespace) -> int:
    """Print where the rules would lead elsewhere than the log says; exit code 1 if they do anywhere."""
    record = open_record(options.log, options.case)
    if record.notice:
        complain(record.notice)
    drifts = audit(record.book, record.case, record.log)
    if options.json:
        rows = [{"line": drift.line, "turn": drift.turn, "difference": drift.difference} for drift in drifts]
        print_json({"case": record.case.rows.id, "turns": len(branch(record.log)), "fine": not drifts, "drift": rows})
    elif drifts:
        print("\n".join(map(str, drifts)))
    else:
        print(f"{len(branch(record.log))} turns decided again: the log says what happened.")
    return FAULTS if drifts else FINE
