"""The session view: where the treatment stands, what was said, what can be said."""

from casenotes import found

from game.manual import AREAS
from game.treatment import AskSupervisor, Say, TakeStep, legal_actions, step
from game.treatment.events import MilestonePassed, Replied, Said, SessionClosed, StepTaken, TreatmentEnded
from game.view import moves, room, session_view, spoken_ways, transcript


def seen(treatment):
    return session_view(treatment.book, treatment.case, treatment.now, treatment.turns)


# ---- the transcript


def test_the_transcript_is_the_conversation_in_order(notes) -> None:
    treatment = notes()
    treatment.open()
    treatment.say("ask_story", "ask_people")
    treatment.close()
    lines = seen(treatment).transcript
    spoken = [(e.words, type(e)) for _, events in treatment.turns for e in events if isinstance(e, Said | Replied)]
    assert [line.words for line in lines if line.speaker != "note"] == [words for words, _ in spoken]
    assert lines[0].words == "Session 1"
    assert lines[-1].words.startswith("End of session 1, with")
    assert [line.turn for line in lines] == sorted(line.turn for line in lines)
    assert {line.session for line in lines} == {1}


def test_the_patients_lines_carry_a_face_and_the_therapists_none(notes) -> None:
    treatment = notes()
    treatment.open()
    treatment.say("explore", to="person:ruth")
    by_speaker = {line.speaker: line for line in seen(treatment).transcript}
    assert (by_speaker["patient"].affect, by_speaker["patient"].intensity) == ("angry", 5_000)
    assert by_speaker["therapist"].intensity == 0


def test_every_line_has_the_minute_of_its_hour(notes, book) -> None:
    treatment = notes()
    treatment.open()
    treatment.say("ask_story", "ask_people")
    story, people = (book.intents[name].minutes for name in ("ask_story", "ask_people"))
    lines = seen(treatment).transcript
    assert [line.minute for line in lines if line.speaker == "therapist"] == [0, story]
    assert [line.minute for line in lines if line.speaker == "patient"][-1] == story + people
    treatment.open(2)
    treatment.say("ask_story")
    assert [line.minute for line in seen(treatment).transcript if line.session == 2][-2:] == [0, story]


def test_what_is_only_inside_the_patient_is_not_in_the_transcript(played, book) -> None:
    _, turns = played("small", "expert")
    lines = transcript(book, turns)
    visible = (Said, Replied, StepTaken, SessionClosed, TreatmentEnded, MilestonePassed)
    with_line = {line.turn for line in lines}
    assert all(any(isinstance(e, visible) for e in events) or turn not in with_line for turn, events in turns[1:])
    assert not any(area in line.words for line in lines for area in AREAS)  # ids are nobody's words


def test_an_overrun_the_end_and_the_supervisor_are_noted_in_plain_words(notes, book) -> None:
    treatment = notes()
    treatment.open()
    treatment.do(AskSupervisor())
    treatment.say(*["ask_story"] * 12, "ask_course")
    written = [line.words for line in seen(treatment).transcript if line.speaker == "note"]
    assert any(words.startswith("Supervisor: ") for words in written)
    assert "That ran 2 minutes over the hour." in written
    assert "End of session 1." in written
    treatment.open(8)
    treatment.close()
    assert seen(treatment).transcript[-1].words == book.phases["ended"].purpose


# ---- the room


def test_the_room_shows_the_clock_the_phase_and_the_face(notes) -> None:
    treatment = notes(patient={"alliance": 10, "trust": 10})
    before = seen(treatment).room
    assert (before.in_session, before.session, before.milestones) == (False, 0, ())
    treatment.open()
    treatment.say("explore", to="person:ruth")
    treatment.contract()
    now = seen(treatment).room
    assert (now.session, now.sessions, now.remaining) == (1, 8, 7)
    assert now.minutes_left == treatment.now.hour.minutes_left
    assert (now.phase, now.formulated, now.contract, now.in_session) == ("middle", True, True, True)
    assert now.phase_name == treatment.book.phases["middle"].name
    assert now.over is None


def test_trust_shows_in_three_steps_and_no_number(notes) -> None:
    shown = []
    for alliance in (0, 4, 9):
        treatment = notes(patient={"alliance": alliance, "openness": alliance})
        treatment.open()
        shown.append(room(treatment.book, treatment.case, treatment.now).guardedness)
    assert shown == ["closed", "wary", "open"]
    assert not hasattr(seen(treatment).room, "alliance")


def test_danger_and_a_running_procedure_show(notes) -> None:
    treatment = notes()
    treatment.open()
    treatment.do(TakeStep("risk_ladder", "wish_dead"))
    now = seen(treatment).room
    assert (now.in_danger, now.running, now.running_subject) == (True, "risk_ladder", None)


def test_only_what_has_come_up_can_be_spoken_of(notes) -> None:
    treatment = notes()
    treatment.open()
    kinds = [concern.kind for concern in seen(treatment).room.concerns]
    assert [concern.ref for concern in seen(treatment).room.concerns if concern.kind != "symptom"] == [
        "person:ruth",
        "event:easter",
    ]
    assert kinds.count("symptom") == 9
    treatment.say("ask_people")
    assert "person:jonas" in [concern.ref for concern in seen(treatment).room.concerns]


def test_the_dead_are_marked_once_they_have_come_up(notes, cases, book, played) -> None:
    now, _ = played("rosalind", "expert")
    dead = {f"person:{row.id}" for row in cases["rosalind"].rows.people if row.died is not None}
    shown = {concern.ref for concern in room(book, cases["rosalind"], now).concerns if concern.dead}
    assert shown == dead & now.knowledge.known


# ---- what can be said


def test_moves_come_in_alphabetical_order_good_and_bad_alike(notes, book) -> None:
    treatment = notes()
    treatment.open()
    listed = seen(treatment).moves
    names = [move.name for move in listed]
    assert names == sorted(names)
    does = [book.intents[move.intent].does for move in listed]
    assert any(name in book.errors for name in does)
    assert any(name in book.techniques for name in does)


def test_a_move_does_not_tell_its_technique_its_error_or_its_tasks(notes, book) -> None:
    treatment = notes()
    treatment.open()
    rows = (*book.errors.values(), *book.techniques.values(), *book.red_lines.values())
    labels = {*book.techniques, *book.errors, *book.tasks, *book.strategies, *(row.name for row in rows)}
    for move in seen(treatment).moves:
        texts = {move.intent, move.name, *move.also, *move.targets}
        assert not texts & labels, move.intent
        assert not hasattr(move, "does")


def test_the_moves_listed_are_exactly_what_is_legal(played, cases, book) -> None:
    """At every tenth turn of a whole treatment: no move too many, none too few, nor any target."""
    from game.treatment import after_turn, begin

    for name in ("small", "owen"):
        case = cases[name]
        now = begin(book, case, seed=1)
        for number, (_, events) in enumerate(played(name, "expert")[1]):
            now = after_turn(now, events)
            if number % 10 or not now.hour.open or now.phase == "risk":
                continue
            legal = {(a.intent, a.target) for a in legal_actions(book, case, now) if isinstance(a, Say)}
            listed = set()
            for move in moves(book, case, now):
                listed |= {(move.intent, target) for target in move.targets}
                listed |= set() if move.needs_target else {(move.intent, None)}
            assert listed == legal


def test_there_is_nothing_to_say_between_sessions(notes) -> None:
    treatment = notes()
    assert seen(treatment).moves == ()


def test_what_is_said_is_one_of_the_ways_offered(notes) -> None:
    treatment = notes()
    treatment.open()
    for intent, target in (("ask_closeness", "person:ruth"), ("ask_symptom", "symptom:sleep"), ("ask_story", None)):
        ways = spoken_ways(treatment.book, treatment.case, treatment.now, intent, target)
        for variant, words in enumerate(ways):
            _, events = step(treatment.book, treatment.case, treatment.now, Say(intent, target, variant))
            assert found(Said, events)[0].words == words
