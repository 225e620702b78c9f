"""What one does well, what one avoids, what is due again: the rule, on made and on real treatments."""

from datetime import date

from game.history import BOXES, Entry, Tried, skill_map
from game.history.skills import WELL

TODAY = date(2026, 11, 20)


def treatment(day: str, *tried: Tried) -> Entry:
    """A treatment of which only what was tried matters."""
    return Entry(
        log=f"{day}.jsonl", case="small", patient="Nora", title="", mode="exam", course="teaching", sessions=8,
        session=8, in_session=False, turns=100, ended="ended", composite=50_000, passed=True, began=f"{day}T10:00",
        played=f"{day}T11:00", tried=tried,
    )  # fmt: skip


def task(called: int, done: int) -> Tried:
    return Tried("task", "I02", called, done)


def skill(book, *entries, today=TODAY, name="I02"):
    (found,) = [skill for skill in skill_map(book, entries, today) if skill.id == name]
    return found


def test_what_nobody_asked_for_is_no_skill_yet(book):
    assert skill_map(book, [treatment("2026-11-01")], TODAY) == ()


def test_done_in_seven_of_ten_is_well_and_in_six_is_growing(book):
    assert skill(book, treatment("2026-11-01", task(10, 7))).standing == "well"
    assert skill(book, treatment("2026-11-01", task(10, 6))).standing == "growing"


def test_only_the_last_five_treatments_count(book):
    poor = [treatment(f"2026-11-0{day}", task(2, 0)) for day in range(1, 5)]
    good = [treatment(f"2026-11-1{day}", task(2, 2)) for day in range(5)]
    found = skill(book, *poor, *good)
    assert (found.standing, found.called, found.done, found.treatments, found.rate) == ("well", 10, 10, 5, 1_000)


def test_never_done_in_two_treatments_is_avoided_and_in_one_is_not(book):
    assert skill(book, treatment("2026-11-01", task(3, 0))).standing == "growing"
    assert skill(book, treatment("2026-11-01", task(3, 0)), treatment("2026-11-02", task(1, 0))).standing == "avoided"


def test_a_technique_left_alone_in_two_treatments_is_avoided(book):
    unused = [treatment(f"2026-11-0{day}", Tried("technique", "T07", 0, 0)) for day in (1, 2)]
    found = skill(book, *unused, name="T07")
    assert (found.standing, found.due, found.last) == ("avoided", False, "")


def test_once_done_it_is_avoided_no_longer(book):
    entries = [treatment(f"2026-11-0{day}", task(2, 1 if day == 3 else 0)) for day in range(1, 6)]
    assert skill(book, *entries).standing == "growing"
    assert skill(book, *entries, treatment("2026-11-06", task(2, 0))).standing == "avoided"


def test_each_treatment_that_went_well_puts_the_next_practice_further_off(book):
    for number in range(1, 8):
        entries = [treatment(f"2026-10-{day:02}", task(1, 1)) for day in range(1, number + 1)]
        found = skill(book, *entries)
        assert found.box == min(number, len(BOXES) - 1)
        due = date(2026, 10, number).toordinal() + BOXES[found.box]
        assert found.due_on == date.fromordinal(due).isoformat()
        assert found.due == (due <= TODAY.toordinal())


def test_one_that_went_less_well_starts_from_the_first_box(book):
    good = [treatment(f"2026-11-{day:02}", task(1, 1)) for day in range(1, 5)]
    worse = treatment("2026-11-19", task(10, WELL // 100 - 1))
    assert skill(book, *good).box == 4
    found = skill(book, *good, worse)
    assert (found.box, found.due_on, found.due) == (0, "2026-11-20", True)
    assert not skill(book, *good, worse, today=date(2026, 11, 19)).due


def test_the_order_in_which_treatments_are_given_does_not_matter(book):
    entries = [treatment(f"2026-11-{day:02}", task(day, day // 2)) for day in range(1, 9)]
    assert skill_map(book, entries, TODAY) == skill_map(book, reversed(entries), TODAY)


def test_the_expert_does_well_what_the_interrogator_avoids(plays, history, book):
    def map_of(policy, day):
        for seed in (1, 2):
            plays(day=f"2026-{day}-0{seed}", policy=policy, seed=seed)

    map_of("expert", "10")
    shown = history()
    shown.refresh()
    expert = {skill.id: skill for skill in shown.skills(TODAY)}
    for entry in shown.entries():
        shown.delete(entry.log)
    map_of("interrogator", "11")
    shown.refresh()
    other = {skill.id: skill for skill in shown.skills(TODAY)}
    well = {name for name, skill in expert.items() if skill.standing == "well"}
    assert len(well) > 10
    assert {name for name in well if name in other and other[name].standing == "avoided"}
    assert not {name for name, skill in other.items() if skill.standing == "well"} > well
