"""Scripted therapists for cohorts: who a score must tell apart. They see views, as a player does."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from random import Random
from types import MappingProxyType

from game.author.expert import Expert
from game.author.exploits import AtRandom, FirstOption, LongestOption
from game.author.repertoire import FRAME
from game.author.sight import Sight, Therapist
from game.manual import AREAS, Area
from game.treatment import Action, EndSession, LeaveProcedure, OpenSession, Say

# What a clinician of any school does in a first hour.
_SOUND_OPENING = (
    "introduce_frame", "explain_confidentiality", "ask_story", "fill_scale", "ask_suicide",
    "screen_medical_substances", "name_diagnosis", "explain_depression", "give_hope",
)  # fmt: skip
_NEVER_OMITTED = frozenset({*FRAME, "open_session"})


@dataclass
class WrongFocus(Expert):
    """Does everything as the expert does, on the area that what was told speaks for least."""

    def _settle_focus(self, sight: Sight) -> None:
        super()._settle_focus(sight)
        if not self.offered:
            totals = sight.totals()
            self.area = _least(totals)
            self.about = sight.about_for(self.area) or self.about

    def _believed(self, sight: Sight) -> tuple[int, ...]:
        """Believe in the area that was chosen, once it was."""
        return tuple(85 if area == self.area else 5 for area in AREAS) if self.offered else super()._believed(sight)


def _least(totals: Mapping[Area, int]) -> Area:
    return min(AREAS, key=lambda area: (totals[area], area))


@dataclass
class Scripted:
    """Says the moves of a list over and over, about whoever comes to mind, until the hour is over."""

    opening: tuple[str, ...]
    every_session: tuple[str, ...]
    repertoire: tuple[str, ...]
    closing: tuple[str, ...] = ()
    place: int = 0
    said: set[str] = field(default_factory=set)

    def choose(self, sight: Sight) -> Action:
        """Return the next move of the script."""
        room = sight.room
        if not room.in_session:
            return OpenSession()
        if room.running is not None:
            return LeaveProcedure()
        spoken = {intent for intent, _ in sight.said_today}
        start = self.opening if room.session == 1 else self.every_session
        end = self.closing if room.minutes_left <= 6 else ()
        for intent in (*start, *end):
            if intent not in spoken and intent in sight.moves:
                return self._say(sight, intent)
        if room.minutes_left <= 3:
            return EndSession()
        for _ in self.repertoire:
            intent = self.repertoire[self.place % len(self.repertoire)]
            self.place += 1
            if intent in sight.moves:
                return self._say(sight, intent)
        return EndSession()

    def _say(self, sight: Sight, intent: str) -> Say:
        move = sight.moves[intent]
        if not move.targets or (not move.needs_target and sight.chance.random() < 0.5):
            return Say(intent, variant=self.place)
        return Say(intent, sight.chance.choice(move.targets), self.place)


@dataclass
class Learner:
    """An expert with lapses: now and then warmth without aim slips in. `skill` runs from 0 to 1, always expert."""

    skill: float
    expert: Expert = field(default_factory=Expert)
    lapse: Therapist | None = None

    def choose(self, sight: Sight) -> Action:
        """Return the expert's move, or a lapse."""
        room = sight.room
        steady = not room.in_session or room.in_danger or room.running is not None
        if steady or sight.chance.random() < self.skill:
            return self.expert.choose(sight)
        self.lapse = self.lapse or Scripted((), (), ("empathise", "explore", "check_understanding", "ask_patient_view"))
        return self.lapse.choose(sight)


@dataclass
class Competent(Expert):
    """Works to the manual and leaves things out: about one move in four, for the whole session."""

    omits: float = 0.25
    left_out: dict[tuple[int, Action], bool] = field(default_factory=dict)

    def _agenda(self, sight: Sight) -> Iterator[Action]:
        for action in super()._agenda(sight):
            moment = (sight.room.session, action)
            if moment not in self.left_out:
                # The frame of the first session and the question about danger are nobody's to leave out.
                kept = isinstance(action, Say) and action.intent in _NEVER_OMITTED
                self.left_out[moment] = not kept and sight.chance.random() < self.omits
            if not self.left_out[moment]:
                yield action


def supportive() -> Scripted:
    """Return the warm listener without a focus."""
    return Scripted(
        opening=("introduce_frame", "ask_story", "ask_suicide"),
        every_session=("open_session", "ask_suicide"),
        repertoire=(
            "empathise", "explore", "ask_feeling", "validate_feeling", "explore_person", "check_understanding",
            "name_feeling", "ask_patient_view", "give_hope",
        ),
        closing=("summarise_session",),
    )  # fmt: skip


def adviser() -> Scripted:
    """Return the one who means well, keeps the frame and knows what to do."""
    return Scripted(
        opening=(*_SOUND_OPENING, "relieve_blame"),
        every_session=("open_session", "fill_scale", "ask_suicide"),
        repertoire=(
            "explore", "empathise", "explore_person", "validate_feeling", "advise", "ask_feeling", "empathise",
            "link_mood_to_event", "explore_person", "name_feeling", "explore_options", "check_understanding",
        ),
        closing=("encourage_trial", "summarise_session", "name_session_number"),
    )  # fmt: skip


def cbt() -> Scripted:
    """Return the cognitive therapist in IPT clothing: good structure, warmth, and another treatment."""
    return Scripted(
        opening=_SOUND_OPENING,
        every_session=("open_session", "fill_scale", "ask_suicide"),
        repertoire=(
            "explore", "empathise", "question_thought", "ask_feeling", "validate_feeling", "explore_person",
            "check_understanding", "name_thinking_error", "empathise", "link_mood_to_event", "name_feeling",
            "explore_options",
        ),
        closing=("set_homework", "summarise_session"),
    )  # fmt: skip


def passive() -> Scripted:
    """Return the one who listens and does nothing else."""
    return Scripted(
        opening=("introduce_frame", "ask_story"),
        every_session=("open_session",),
        repertoire=("wait_in_silence", "just_nod", "empathise", "leave_it_to_them"),
    )


def interrogator() -> Scripted:
    """Return the one who asks everything of everybody."""
    return Scripted(
        opening=("ask_story", "fill_scale", "ask_suicide"),
        every_session=("fill_scale", "ask_suicide"),
        repertoire=(
            "ask_contact", "ask_symptom", "ask_knows", "fire_questions", "screen_mania_psychosis", "ask_closeness",
            "screen_medical_substances", "ask_expectations", "ask_event", "ask_unsatisfying", "ask_earlier_episodes",
        ),
    )  # fmt: skip


POLICIES: Mapping[str, Callable[[Random], Therapist]] = MappingProxyType(
    {
        "expert": lambda _: Expert(),
        "competent": lambda _: Competent(),
        "supportive": lambda _: supportive(),
        "cbt": lambda _: cbt(),
        "interrogator": lambda _: interrogator(),
        "wrong_focus": lambda _: WrongFocus(),
        "adviser": lambda _: adviser(),
        "passive": lambda _: passive(),
        "random": lambda _: AtRandom(),
        "first_option": lambda _: FirstOption(),
        "longest_option": lambda _: LongestOption(),
        "mixed": lambda chance: Learner(skill=0.8 + 0.2 * chance.random()),
    }
)
"""The scripted therapists by name. `mixed` draws a learner between average and expert for each treatment."""
