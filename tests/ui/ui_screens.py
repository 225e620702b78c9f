"""Desks with a treatment on them, played so far by a scripted therapist; and every screen that can be opened there."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from random import Random

from game.author.policies import POLICIES
from game.author.sight import Sight
from game.case import CaseFile, shelf
from game.manual import Book
from game.play import Playthrough
from game.record import Mode
from game.treatment import EndSession, IllegalAction, OpenSession, TakeStep, Treatment
from game.ui.screens import palette
from game.ui.screens.between import Between
from game.ui.screens.care import Care
from game.ui.screens.contract import Contract
from game.ui.screens.desk import Desk
from game.ui.screens.flow import debrief, where
from game.ui.screens.formulation import Formulation
from game.ui.screens.intents import Reach
from game.ui.screens.keys import Keys
from game.ui.screens.procedure import Offered, Working
from game.ui.screens.referral import Referral
from game.ui.screens.report import TABS
from game.ui.screens.session import Session
from game.ui.screens.settings import Settings
from game.ui.screens.shelf import Shelf
from game.ui.screens.title import Title
from game.ui.screens.transcript import FIELD, Reading, Transcript, rewinding, searching
from game.ui.screens.workbook import PAGES, Pane
from game.ui.stack import Screen, Stay

CASES = tuple(path.name for path in shelf())
Moment = Callable[[Treatment], bool]
Shown = tuple[str, Screen, dict[str, str]]
"""A screen with a name, and what is typed into its fields."""


def begun(book: Book, case: CaseFile, mode: Mode = "practice", seed: int = 1) -> Playthrough:
    """A treatment in memory, before its first session."""
    return Playthrough.start(book, case, seed=seed, mode=mode)


def desk_of(play: Playthrough, cases: Iterable[CaseFile] = ()) -> Desk:
    """A desk with the treatment on it, and with these cases on the shelf."""
    return Desk(
        play.book, tuple(cases) or (play.case,), lambda case, mode: begun(play.book, case, mode), play, mode="practice"
    )


def played_until(play: Playthrough, policy: str, moment: Moment, seed: int = 1) -> Playthrough:
    """Let a scripted therapist go on until the moment has come, or the treatment is over."""
    chance = Random(f"{policy}:{seed}")
    therapist = POLICIES[policy](chance)
    while not play.treatment.over and not moment(play.treatment):
        play.act(therapist.choose(Sight(play.book, play.case, play.treatment, chance)))
    return play


def in_session(number: int, minutes_gone: int = 0) -> Moment:
    """The moment when so many minutes of a session are gone."""
    return lambda now: now.hour.open and now.hour.number == number and now.hour.minutes_left <= 50 - minutes_gone


def after_session(number: int) -> Moment:
    """The moment after a session."""
    return lambda now: now.hour.number == number and not now.hour.open


def working(now: Treatment) -> bool:
    """The moment when some steps of a talking procedure have been taken."""
    running = now.progress.running
    return running is not None and running.subject is not None and len(running.steps) >= 3


def analysing(now: Treatment) -> bool:
    """The moment when some steps of a communication analysis have been taken."""
    running = now.progress.running
    return working(now) and running is not None and running.procedure == "communication_analysis"


def never(_: Treatment) -> bool:
    """No moment: the treatment is played to its end."""
    return False


def screens_of(desk: Desk) -> Iterator[Shown]:
    """Every screen that can be opened from where the treatment stands."""
    look = desk.look
    here = where(desk)
    yield "pause or leave", _after(here), {}
    if look.room.over is not None:
        yield "the end", here, {}
        shown = debrief(desk)
        opened = {"score": "quality", "course": "session.2"}
        for tab, _ in TABS:
            yield f"debrief {tab}", replace(shown, tab=tab, opened=opened.get(tab, "")), {}
        yield "go there", Transcript(look.transcript, look.first_name, look.transcript[4].turn), {}
    elif isinstance(here, Session):
        yield from _of_session(desk, here)
    elif isinstance(here, Between):
        for tab in ("after", *dict(PAGES)):
            pane = Pane(tab="plan" if tab == "after" else tab)
            yield f"between {tab}", replace(here, side=tab, pane=pane), {}


def _after(screen: Screen) -> Screen:
    from game.ui.state import Back

    result = screen.handle(Back())
    return result.screen if isinstance(result, Stay) and result.screen is not None else screen


def _of_session(desk: Desk, here: Session) -> Iterator[Shown]:
    look = desk.look
    yield "session", here, {}
    yield "session, typing", here, {palette.FIELD: "ask about"}
    person = look.workbook.people[0].ref if look.workbook.people else ""
    card = look.workbook.cards[0].fact if look.workbook.cards else ""
    event = look.workbook.events[0].ref if look.workbook.events else ""
    for tab in ("patient", "more", *dict(PAGES)):
        pane = Pane(tab=tab if tab in dict(PAGES) else "circle", person=person, card=card, event=event, section="Tasks")
        yield f"session {tab}", replace(here, side=tab, pane=pane), {}
    if look.guided:
        yield "session moves", replace(here, side="moves", group="Open exploration"), {}
    for name in ("explore_person", "explore"):
        aimed = here.handle(Reach(name, None))
        if isinstance(aimed, Stay) and aimed.screen is not None:
            yield f"palette {name}", aimed.screen, {}
    yield "formulation", Formulation(desk, look.formulation, "grief", person, second="role_dispute"), {}
    yield "contract", Contract(desk, look.formulation, own=("To ring my sister again",)), {}
    yield "procedures", Offered(desk, look), {}
    for view in look.procedures:
        yield f"working {view.name}", Working(desk, look, view.procedure, view.subject), {}
    if look.supervised:
        yield "go back", rewinding(look), {}
    yield "conversation", searching(desk), {FIELD: "you"}
    turn = next(line.turn for line in reversed(look.transcript) if line.speaker == "therapist")
    yield "session, a line opened", replace(here, reading=Reading(opened=turn, news="New in the workbook: Bea.")), {}


def screens_before(desk: Desk, case: str) -> Iterator[Shown]:
    """The screens before a treatment."""
    yield "title", Title(desk), {}
    yield "title, loading", Title(), {}
    yield "shelf", Shelf(desk), {}
    letter = Referral.of(desk, case, "practice")
    assert isinstance(letter, Referral)
    yield "what the case contains", Care(letter), {}
    yield "referral", letter, {}
    yield "settings", Settings(), {}
    yield "keys", Keys(), {}


def open_ladder(play: Playthrough) -> Playthrough:
    """Take the first step of the risk ladder."""
    step = play.book.procedures["risk_ladder"].steps[0]
    play.act(TakeStep("risk_ladder", step.id))
    return play


def opened(play: Playthrough) -> Playthrough:
    """Open the next session."""
    play.act(OpenSession())
    return play


def closed(play: Playthrough) -> Playthrough:
    """Close the session that is open."""
    try:
        play.act(EndSession())
    except IllegalAction:
        return play
    return play
