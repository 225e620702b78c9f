"""The expert: works to the manual, selectively, from what it hears. Also the body of wrong_focus and of learners."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from game.author.keeping import believed, enough, minutes_wanted, nearest, next_note, next_step, take_up, week_told
from game.author.repertoire import (
    FEELING,
    FIELD_INTENT,
    FIRST_FIELDS,
    FRAME,
    ILLNESS,
    LADDER,
    PROCEDURE_ON,
    PROCEDURES,
    STRATEGY_MOVES,
    once,
    says,
)
from game.author.sight import Sight
from game.manual import Area
from game.treatment import (
    Action,
    AgreeContract,
    EndSession,
    LeaveProcedure,
    OfferFormulation,
    OpenSession,
    Say,
    TakeStep,
)

_HOT = 5_000
_A_FEW_WORDS = 8


@dataclass
class Expert:
    """Plays a whole treatment to the manual. One per treatment; remembers only what it did."""

    area: Area | None = None
    about: str | None = None
    offered: bool = False
    agreed: bool = False
    laddered: bool = False
    asked_of: dict[str, int] = field(default_factory=dict)
    done: set[str] = field(default_factory=set)
    feelings_met: int = 0
    first_known: tuple[str, ...] | None = None

    def choose(self, sight: Sight) -> Action:
        """Return the next action: notes first, then danger, feeling, what is open, the close, the agenda."""
        note = self._note(sight)
        if note is not None:
            return note
        room = sight.room
        self.agreed = room.contract or room.phase == "termination"
        if self.first_known is None:
            self.first_known = tuple(concern.ref for concern in room.concerns)
        if not room.in_session:
            self.feelings_met = 0
            return OpenSession()
        if room.in_danger:
            return self._in_danger(sight)
        if self._danger_shows(sight):
            self.laddered = True
            return TakeStep("risk_ladder", "wish_dead")
        if room.running is not None:
            return next_step(sight)
        met = self._meet_feeling(sight)
        if met is not None:
            return met
        return self._agenda_move(sight) or EndSession()

    def _believed(self, sight: Sight) -> tuple[int, ...]:
        return believed(sight)

    def _note(self, sight: Sight) -> Action | None:
        return next_note(sight, self.done, self._believed(sight))

    # ---- danger and feeling

    def _danger_shows(self, sight: Sight) -> bool:
        just_asked = bool(sight.said_today) and sight.said_today[-1][0] == "ask_suicide"
        return just_asked and not self.laddered and sight.room.affect == "sad" and sight.room.intensity >= _HOT

    def _in_danger(self, sight: Sight) -> Action:
        left = [step for step in LADDER if step not in sight.steps_taken]
        return TakeStep("risk_ladder", left[0]) if left else LeaveProcedure()

    def _meet_feeling(self, sight: Sight) -> Action | None:
        room = sight.room
        hot = room.intensity >= _HOT and room.affect not in ("calm", "warm", "hopeful")
        last = sight.said_today[-1][0] if sight.said_today else ""
        if (
            not hot
            or room.minutes_left <= 8
            or last in ("empathise", "validate_feeling", "name_feeling", "ask_feeling")
        ):
            return None
        self.feelings_met += 1
        ways = ("validate_feeling", "name_feeling", "ask_feeling", "empathise")
        return Say(ways[self.feelings_met % len(ways)], variant=sight.room.session)

    # ---- the agenda

    def _agenda_move(self, sight: Sight) -> Action | None:
        for action in self._agenda(sight):
            minutes = self._minutes(sight, action)
            if minutes is not None and minutes <= sight.room.minutes_left:
                self._remember(action)
                return action
        return None

    def _minutes(self, sight: Sight, action: Action) -> int | None:
        """What an action of the agenda would take; None where it cannot be done or has been done today."""
        match action:
            case Say(intent, target):
                move = sight.moves.get(intent)
                if move is None or (intent, target) in sight.said_today:
                    return None
                fits = target in move.targets if target is not None else not move.needs_target
                return move.minutes if fits else None
            case TakeStep(procedure, _, subject):
                return minutes_wanted(sight, procedure, subject or "")
            case OfferFormulation():
                return 6 if "offer_formulation" in sight.room.milestones else None
            case AgreeContract():
                asked = any(said == "agree_contract" for said, _ in sight.said_today)
                return 5 if "agree_contract" in sight.room.milestones and not asked else None
        return None

    def _remember(self, action: Action) -> None:
        if isinstance(action, OfferFormulation):
            self.offered = True
        elif isinstance(action, Say):
            self.done.add(action.intent)
            if action.target is not None:
                self.asked_of[action.intent + action.target] = 1

    def _agenda(self, sight: Sight) -> Iterator[Action]:
        """Yield what this session is for, most important first, and the closing words when time is short."""
        room = sight.room
        first, last = sight.middle
        if room.session > 1:
            yield Say("open_session", variant=room.session)
        closing = room.minutes_left <= 7
        if not closing:
            if room.session == 1:
                yield from says(*FRAME)
            else:
                if week_told(sight):
                    went_well = room.affect in ("warm", "hopeful", "calm")
                    yield from says("credit_trial" if went_well else "look_at_setback")
                yield from says("fill_scale", "ask_suicide")
                yield from says("link_mood_to_event")
            for intent in sight.of_the_adaptation:
                yield from self._about_focus(sight, intent)
            if room.session <= 2:
                yield from once(self.done, *ILLNESS)
            if room.session == last and room.session >= room.sessions - 3:
                yield from says("raise_ending", "ask_feelings_ending")
            if not self.agreed and room.session < first + 2:
                yield from self._initial(sight)
            elif room.session <= last:
                yield from self._middle(sight)
            else:
                yield from self._ending(sight)
        if room.session == room.sessions:
            yield from says("say_goodbye", "summarise_session")
        else:
            yield from says("summarise_session", "name_session_number")

    def _initial(self, sight: Sight) -> Iterator[Action]:
        room = sight.room
        due = room.session >= sight.middle[0] - 1
        if due and enough(sight) and (room.minutes_left <= 30 or room.session >= sight.middle[0]):
            yield from self._agreeing(sight)
        yield from once(self.done, "ask_onset_relationships", "ask_people", "ask_missing_people", "ask_worse_better")
        if room.session > 1:
            yield from self._inventory(sight, 4, 3)
            yield from once(self.done, "explain_ipt", "explain_time_limit", "ask_patient_view")
            yield from self._events(sight)
            if room.session > sight.middle[0]:
                yield from self._agreeing(sight)
            yield from self._deepen(sight)
            yield from self._inventory(sight, 6, 5)

    def _agreeing(self, sight: Sight) -> Iterator[Action]:
        self._settle_focus(sight)
        if self.about is None or self.area is None:
            return
        evidence = tuple(fact.fact for fact in sight.told if fact.points.get(self.area, 0) > 0)[:5]
        yield from once(self.done, "weigh_alternatives")
        if not self.offered:
            yield OfferFormulation(self.area, self.about, evidence)
        yield from once(self.done, "ask_fit", "set_goals", "explain_practicalities")
        if not self.agreed:
            goals = tuple(goal.said for goal in sight.book.areas[self.area].goals[:2])
            yield AgreeContract(goals)

    def _settle_focus(self, sight: Sight) -> None:
        if not self.offered:
            self.area, self.about = sight.leading()
            if self.about is None:
                people = sight.of_kind("person")
                self.about = people[0].ref if people else None

    def _inventory(self, sight: Sight, fields: int, people: int) -> Iterator[Action]:
        for ref in nearest(sight, self.first_known or ())[:people]:
            person = ref.partition(":")[2]
            have = {field for who, field in sight.answered if who == person}
            for wanted in FIRST_FIELDS[:fields]:
                intent = FIELD_INTENT[wanted]
                if wanted not in have and intent + ref not in self.asked_of:
                    yield Say(intent, ref)

    def _events(self, sight: Sight) -> Iterator[Action]:
        for concern in sight.of_kind("event"):
            if "ask_event" + concern.ref not in self.asked_of:
                yield Say("ask_event", concern.ref)

    def _deepen(self, sight: Sight) -> Iterator[Action]:
        """Ask further where the picture is warm: open, then feeling, then clarification, nearest people first."""
        concerns = [self.about] if self.about else []
        concerns += [concern.ref for concern in (*sight.of_kind("person"), *sight.of_kind("event"))]
        for intent in (
            "explore",
            "ask_feeling",
            "clarify",
            "link_event_to_mood",
            "point_to_contradiction",
            "allow_mixed_feelings",
        ):
            for ref in dict.fromkeys(concerns):
                if self.asked_of.get(intent + ref) is None:
                    yield Say(intent, ref)

    def _middle(self, sight: Sight) -> Iterator[Action]:
        room = sight.room
        if not self.agreed:
            yield from self._agreeing(sight)
        if room.session == (room.sessions + 1) // 2:
            yield from once(self.done, "mid_review")
        yield from self._now_or_not_at_all(sight)
        if self.about is not None:
            if not any(said in FEELING for said, _ in sight.said_today):
                yield Say("ask_feeling", self.about, room.session)
            yield Say("tie_to_focus", self.about, room.session)
            if "link_onset_to_area" not in self.done:
                yield from self._about_focus(sight, "link_onset_to_area")
        yield from self._procedure(sight)
        strategies = STRATEGY_MOVES[self.area or "grief"]
        todo = [move for move in strategies if move not in self.done] or list(strategies[1:])
        for move in todo[:3] if room.session < sight.middle[1] else todo:
            yield from self._about_focus(sight, move)
        yield from once(self.done, "ask_culture")
        yield from says("encourage_trial")
        yield from self._deepen(sight)
        yield from says("check_understanding")

    def _about_focus(self, sight: Sight, intent: str) -> Iterator[Action]:
        move = sight.moves.get(intent)
        if move is None:
            return
        wanted = [self.about] if self.about in move.targets else list(move.targets)
        yield Say(intent, wanted[0] if wanted else None, sight.room.session)

    def _now_or_not_at_all(self, sight: Sight) -> Iterator[Action]:
        """A procedure that a few more words would leave no time for."""
        for action in self._procedure(sight):
            if isinstance(action, TakeStep):
                left = sight.room.minutes_left - minutes_wanted(sight, action.procedure, action.subject or "")
                if 0 <= left <= _A_FEW_WORDS:
                    yield action

    def _procedure(self, sight: Sight) -> Iterator[Action]:
        """One procedure a session, on the focus first; before it, what makes one possible."""
        if any(said in PROCEDURES for said, _ in sight.said_today):
            return
        if self.about is not None:
            for person in [self.about, *nearest(sight, self.first_known or ())[:2]]:
                if person.startswith("person:") and "ask_example" + person not in self.asked_of:
                    yield Say("ask_example", person)
        yield from once(self.done, "explore_options")
        for prefix, procedure in PROCEDURE_ON.items():
            for concern in sight.room.concerns:
                if concern.ref.startswith(prefix) and concern.ref not in sight.completed:
                    yield take_up(sight, procedure, concern.ref)

    def _ending(self, sight: Sight) -> Iterator[Action]:
        yield from once(self.done, "raise_ending")
        yield from says("ask_feelings_ending")
        yield from once(
            self.done, "normalise_sadness", "compare_symptoms", "review_gains", "credit_trial", "ask_what_helped",
            "ask_what_remains", "plan_warning_signs", "plan_future_stress", "decide_continuation",
        )  # fmt: skip
        yield from once(self.done, "explain_nonresponse")
        yield from says("validate_feeling", "tie_to_focus", "empathise")
        yield from self._deepen(sight)
