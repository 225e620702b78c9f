"""Evidence of focus: the area by the key and the patient's agreement, calibration, cards pinned."""

from game.manual import AREAS, Criterion
from game.scoring.looking import Log, Share, share_of
from game.treatment import area_credit


def right_area(log: Log, row: Criterion) -> Share:
    """The area and person or event of the last formulation, by the key, times the patient's agreement."""
    del row
    if not log.tally.formulations:
        return Share(0)
    offered, turn, _ = log.tally.formulations[-1]
    credit = focus_credit(log)
    agreed = log.tally.agreement if log.tally.contract else log.tally.agreement * 7 // 10
    # Agreement from 800 on is as full as a patient's agreement gets.
    return Share(credit * min(1_000, agreed * 10 // 8) // 1_000, (turn,)) if offered else Share(0)


def focus_credit(log: Log) -> int:
    """Return what the last formulation's area earns by the key, in thousandths; a second area counts four fifths."""
    if not log.tally.formulations:
        return 0
    offered = log.tally.formulations[-1][0]
    return max(
        area_credit(log.case, offered.area, offered.about),
        area_credit(log.case, offered.second, offered.about) * 4 // 5,
    )


def calibration(log: Log, row: Criterion) -> Share:
    """Brier score of the last probabilities: 1000 for being sure of the right area, 0 for even chances or worse."""
    del row
    if not log.tally.probabilities:
        return Share(0)
    turn, shares = log.tally.probabilities[-1]
    key = log.case.rows.key
    best = max(
        [
            _brier(shares, key.area),
            *(_brier(shares, row.area) * row.credit // 1_000 for row in key.acceptable),
        ]
    )
    return Share(best, (turn,))


def _brier(shares: tuple[int, ...], area: str) -> int:
    squares = sum((share - (100 if name == area else 0)) ** 2 for name, share in zip(AREAS, shares, strict=True))
    even = 7_500  # the sum of squares, in per cent squared, when all four are called equally likely
    return max(0, (even - squares) * 1_000 // even)


def evidence(log: Log, row: Criterion) -> Share:
    """Cards pinned to areas they really speak for (or against); three good ones are enough."""
    good, turns = 0, []
    for (fact, area), (weight, turn) in log.tally.pins.items():
        signal = log.case.facts[fact].signals.get(area, 0)  # type: ignore[call-overload]
        if weight:
            good += 1 if weight * signal > 0 else -1
            turns.append(turn)
    return share_of(good * 1_000, 3 * row.full, turns)
