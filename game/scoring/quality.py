"""Evidence of quality: timing, order, depth, feeling before solving, fit to the patient, selection."""

from game.manual import Criterion, task_window
from game.scoring.looking import MOST_CITED, Log, Share, in_order, ramp, share_of
from game.scoring.tally import Spoken

_SOLVING = frozenset({"T06", "T07", "T09"})
_MEETING = frozenset({"T04", "T19"})
_CHANGE_WORK = frozenset({"T05", "T06", "T07"})


def timely(log: Log, row: Criterion) -> Share:
    """The once-only tasks that fell due, done before their window closed, by weight."""
    done, due, late, timed = 0, 0, [], []
    for task in log.book.rows.tasks:
        last = task_window(task, log.windows)[1]
        if task.per == "session" or task.when != "always" or last not in log.held:
            continue
        due += task.weight
        found = log.tally.first(log.tally.tasks, task.id)
        if found is not None and found.session <= last:
            done += task.weight
            timed.append(found.turn)
        else:
            late.append(log.tally.closed[last][0])
    return share_of(done * 1_000, due * row.full, late, earned=timed, lost=late)


def ordered(log: Log, row: Criterion) -> Share:
    """Milestones, tasks and strategies in the manual's order; worth only as much as was done at all."""
    del row
    tally = log.tally
    cost = 150 * len(tally.missed)
    first_uses = {at.id: at for at in reversed(tally.strategies)}.values()
    cost += 40 * sum(len(at.detail) for at in tally.tasks) + 50 * sum(bool(at.detail) for at in first_uses)
    offered = tally.formulations[0][1] if tally.formulations else None
    early = [said for said in tally.spoken if said.does in _CHANGE_WORK and (offered is None or said.turn < offered)]
    cost += 80 * len(early)
    amount = ramp(len({at.id for at in tally.tasks}), 4, 26)
    because = [at.turn for at in tally.missed] + [at.turn for at in tally.tasks if at.detail] + [s.turn for s in early]
    first_done = {at.id: at for at in reversed(tally.tasks)}.values()
    in_turn = [at.turn for at in (*first_done, *first_uses) if not at.detail]
    lost = [*because, *(at.turn for at in first_uses if at.detail)]
    return share_of(max(0, 1_000 - cost) * amount, 1_000_000, because, earned=in_turn, lost=lost)


def affect_before_solving(log: Log, row: Criterion) -> Share:
    """Problem solving that came after the feeling had been met in the same session."""
    met: dict[int, int] = {}
    solved: list[Spoken] = []
    for said in log.tally.spoken:
        if said.does in _MEETING:
            met.setdefault(said.session, said.turn)
        elif said.does in _SOLVING:
            solved.append(said)
    good = [said for said in solved if met.get(said.session, said.turn) < said.turn]
    enough = min(1_000, len(solved) * 250)
    hasty = [said.turn for said in solved if said not in good]
    heard_first = (said.turn for said in good)
    return share_of(len(good) * enough, max(1, len(solved)) * row.full, hasty, earned=heard_first, lost=hasty)


def depth(log: Log, row: Criterion) -> Share:
    """How much of what points to the true area was heard, by how strongly it points."""
    area = log.case.rows.key.area
    told = {at.id: at.turn for at in log.tally.facts}
    weights = {fact.id: max(0, fact.signals.get(area, 0)) for fact in log.case.rows.facts}
    heard = sum(weight for fact, weight in weights.items() if fact in told)
    turns = [told[fact] for fact, weight in weights.items() if weight and fact in told]
    return share_of(heard * 1_000, sum(weights.values()) * row.full, turns, earned=turns)


def linking(log: Log, row: Criterion) -> Share:
    """Sessions from the second on in which mood and event were linked."""
    linked = {at.session: at.turn for at in log.tally.tasks if at.id == "M03"}
    sessions = [number for number in log.held if number >= 2]
    part, whole = sum(n in linked for n in sessions), len(sessions) * row.full
    without = (log.tally.closed[number][0] for number in sessions if number not in linked)
    return share_of(part, whole, linked.values(), earned=linked.values(), lost=without)


def procedures(log: Log, row: Criterion) -> Share:
    """Procedures worked through, once each occasion, half when out of order.

    How many the area asks for follows from its emphasis on the three techniques: one for every `full` points, rounded.
    """
    done = [at for at in log.tally.procedures if at.id != "risk_ladder"]
    best: dict[tuple[str, str], int] = {}
    for at in done:
        occasion = (at.id, at.detail[0])
        best[occasion] = max(best.get(occasion, 0), 2 if "in_order" in at.detail else 1)
    emphasis = log.book.areas[log.case.rows.key.area].emphasis
    points = sum(emphasis.get(procedure.technique, 0) for procedure in log.book.rows.procedures)
    wanted = max(1, (2 * points + row.full) // (2 * row.full))
    whole = (at.turn for at in done if "in_order" in at.detail)
    halved = (at.turn for at in done if "in_order" not in at.detail)
    return share_of(sum(best.values()), 2 * wanted, (at.turn for at in done), earned=whole, lost=halved)


def fits_patient(log: Log, row: Criterion) -> Share:
    """Turns that met this patient against turns that put the bond under strain."""
    met = [at for at in log.tally.causes if at.detail == ("+",)]
    strained = [at for at in log.tally.causes if at.detail == ("-",)]
    whole = len(met) + 4 * len(strained)
    against = [at.turn for at in strained]
    return share_of(len(met) * 1_000, whole * row.full, against, earned=(at.turn for at in met), lost=against)


def selective(log: Log, row: Criterion) -> Share:
    """Moves of which something came; asking everything of everybody costs here."""
    del row
    spoken = log.tally.spoken
    idle = [said.turn for said in spoken if said.repeated or not said.fruitful]
    share = 1_000 * (len(spoken) - len(idle)) // max(1, len(spoken))
    fruitful = in_order(said.turn for said in spoken if said.fruitful and not said.repeated)
    return Share(ramp(share, 500, 850), tuple(idle[:MOST_CITED]), fruitful, tuple(idle))


def followed_up(log: Log, row: Criterion) -> Share:
    """What happened in the week, taken up: credited, shared when it went badly, or tied to the mood.

    A week nobody asked about counts as one not taken up.
    """
    tied = {at.turn for at in log.tally.causes if at.id == "linked"}
    taken_up = {
        at.session: at.turn
        for at in log.tally.causes
        if at.id in ("success_credited", "setback_shared") or (at.id == "taken_up" and at.turn in tied)
    }
    weeks = [at for at in log.tally.weeks if at.session in log.held]
    met = [at for at in weeks if at.session in taken_up]
    return share_of(
        len(met) * 1_000,
        len(weeks) * row.full,
        (at.turn for at in weeks),
        earned=[turn for at in met for turn in (at.turn, taken_up[at.session])],
        lost=(at.turn for at in weeks if at not in met),
    )
