"""Exemplars: what an educator writes, what is refused and where, and the way back from a log."""

from pathlib import Path
from textwrap import dedent

import pytest

from game.reading import CODES, Faults
from game.record import EXEMPLAR_CODES, audit, branch, exemplar_of, load_exemplar, play_exemplar, turns
from game.record.exemplar import verb_of
from game.treatment import AskSupervisor, EndSession, OpenSession, Say, TakeStep

HEAD = """\
format: 1
case: small
seed: 3
mode: practice
score: {at_least: 20}
why: It shows how little it takes to begin.
"""


def written(tmp_path: Path, sessions: str, head: str = HEAD) -> Path:
    path = tmp_path / "exemplar.yaml"
    path.write_text(head + "sessions:\n" + dedent(sessions), encoding="utf-8")
    return path


def faults(tmp_path: Path, book, small, sessions: str, head: str = HEAD) -> list[str]:
    """Load and play; return what is wrong as `line:column: path: problem; instead [code]`."""
    with pytest.raises(Faults) as found:
        play_exemplar(book, small, load_exemplar(written(tmp_path, sessions, head), book, small))
    return [str(each).partition("exemplar.yaml:")[2] for each in found.value.diagnostics]


EVERYTHING = """\
  - note: Two sessions with one of everything.
    before:
      - {note: "First impressions: she brought the letter herself"}
      - {ask: supervisor}
    moves:
      - {say: ask_story}
      - {say: ask_people, as: 2}
      - {say: ask_expectations, to: person:ruth}
      - {place: ruth, ring: 3, when: now}
      - {say: ask_course}
      - {mark: moved_out, month: -5}
      - {believe: {grief: 10, role_dispute: 30, role_transition: 50, interpersonal_deficits: 10}}
      - {say: ask_event, to: event:moved_out}
      - {say: ask_course}
      - {pin: six_oclock, area: role_transition, weight: 3}
      - {formulate: role_transition, about: event:moved_out, evidence: six_oclock, second: role_dispute}
      - {agree: [one evening a week with Jonas, the shed open again]}
  - moves:
      - {say: ask_example, to: person:jonas}
      - {do: communication_analysis, on: incident:sunday_call, step: pick}
      - {do: communication_analysis, on: incident:sunday_call, step: name_failure, choose: indirect_signal}
      - {do: communication_analysis, on: incident:sunday_call, step: alternatives, choose: 1}
      - {leave: procedure}
      - {do: risk_ladder, step: wish_dead}
      - {leave: procedure}
"""


def test_an_exemplar_plays_with_its_sessions_opened_and_ended(book, small, tmp_path) -> None:
    exemplar = load_exemplar(written(tmp_path, EVERYTHING), book, small)
    log = play_exemplar(book, small, exemplar)
    actions = [line.action for line in branch(log)]
    moves = [len(hour.before) + len(hour.moves) for hour in exemplar.rows.sessions]
    assert len(actions) == sum(moves) + 4
    assert [place for place, action in enumerate(actions) if action == OpenSession()] == [2, moves[0] + 2]
    assert actions[-1] == EndSession()
    assert (log.header.seed, log.header.mode, log.header.course, log.header.sessions) == (3, "practice", "teaching", 8)
    assert audit(book, small, log) == ()


def test_wordings_are_counted_from_one(book, small, tmp_path) -> None:
    log = play_exemplar(book, small, load_exemplar(written(tmp_path, EVERYTHING), book, small))
    actions = [line.action for line in branch(log)]
    assert Say("ask_people", None, 1) in actions
    assert TakeStep("communication_analysis", "alternatives", "incident:sunday_call", "0") in actions
    spoken = next(line.events[0] for line in branch(log) if line.action == Say("ask_people", None, 1))
    assert spoken.words == book.intents["ask_people"].wordings[1]


def test_a_log_written_down_as_an_exemplar_plays_the_same_turns(book, small, tmp_path, wander) -> None:
    for seed in range(8):
        log = wander(seed, 70).log
        path = tmp_path / "draft.yaml"
        path.write_text(exemplar_of(log), encoding="utf-8")
        again = play_exemplar(book, small, load_exemplar(path, book, small))
        kept = turns(log)
        assert turns(again)[: len(kept)] == kept
        assert again.header == log.header


def test_the_draft_of_everything_is_everything(book, small, tmp_path) -> None:
    exemplar = load_exemplar(written(tmp_path, EVERYTHING), book, small)
    path = tmp_path / "draft.yaml"
    path.write_text(exemplar_of(play_exemplar(book, small, exemplar)), encoding="utf-8")
    draft = load_exemplar(path, book, small)
    assert [(hour.before, hour.moves) for hour in draft.rows.sessions] == [
        (hour.before, hour.moves) for hour in exemplar.rows.sessions
    ]
    verbs = {verb_of(move) for hour in draft.rows.sessions for move in (*hour.before, *hour.moves)}
    assert len(verbs) == 11


def test_a_session_that_closes_itself_is_not_ended_again(book, small, tmp_path) -> None:
    slow = [intent.id for intent in book.rows.intents if intent.minutes >= 3 and intent.target == "none"]
    long = "  - moves:\n      - {say: ask_story}\n" + "\n".join(f"      - {{say: {name}}}" for name in slow)
    text = faults(tmp_path, book, small, long)
    assert len(text) == 1, "what comes after the close is refused once, not move by move"
    assert "The patient is not in the room. Open the session first" in text[0]
    place = int(text[0].split(":")[0]) - 9
    short = "\n".join(long.splitlines()[: place + 1])
    log = play_exemplar(book, small, load_exemplar(written(tmp_path, short), book, small))
    assert branch(log)[-1].action != EndSession()
    assert any(event.kind == "session_closed" for event in branch(log)[-1].events)


def test_every_move_that_cannot_be_made_is_named_with_its_place(book, small, tmp_path) -> None:
    found = faults(
        tmp_path,
        book,
        small,
        """\
          - moves:
              - {say: ask_expectations, to: person:selma}
              - {leave: procedure}
              - {agree: []}
        """,
    )
    name = book.intents["ask_expectations"].name
    assert found == [
        (
            f"9:7: sessions[0].moves[0]: this cannot be done here: “{name}” cannot be about that, or it has not come "
            "up yet; leave it out, or put it where it is possible [SW125]"
        ),
        (
            "10:7: sessions[0].moves[1]: this cannot be done here: No procedure is open; leave it out, or put it where "
            "it is possible [SW125]"
        ),
        (
            "11:7: sessions[0].moves[2]: this cannot be done here: There is no formulation yet on which a contract "
            "could rest; leave it out, or put it where it is possible [SW125]"
        ),
    ]


def test_an_exam_has_no_supervisor(book, small, tmp_path) -> None:
    sessions = "  - moves:\n      - {ask: supervisor}\n"
    head = HEAD.replace("practice", "exam")
    assert faults(tmp_path, book, small, sessions, head) == [
        (
            "9:7: sessions[0].moves[0]: this cannot be done here: In an exam there is no supervisor to ask; leave it "
            "out, or put it where it is possible [SW125]"
        )
    ]
    free = load_exemplar(written(tmp_path, sessions), book, small)
    assert branch(play_exemplar(book, small, free))[1].action == AskSupervisor()


MISTAKES = {
    "two verbs": (
        "{say: ask_story, note: both}",
        "this does 2 things: say, note; make a move of each [SW121]",
    ),
    "no verb": (
        "{to: person:ruth}",
        (
            "nothing is done here; begin with one of say, do, leave, formulate, agree, place, mark, pin, believe, "
            "note, ask [SW121]"
        ),
    ),
    "a stray key": (
        "{say: ask_story, ring: 2}",
        "'ring' does not go with 'say'; beside 'say' stand to and as, nothing else [SW122]",
    ),
    "a key of nobody": ("{leave: procedure, month: 2}", "'month' does not go with 'leave'; leave it out [SW122]"),
    "a missing key": ("{place: ruth, ring: 2}", "'place' needs 'when'; add 'when: …' [SW122]"),
    "a misspelt step": (
        "{do: communication_analysis, on: incident:sunday_call, step: rebuid}",
        "'communication_analysis' has no step 'rebuid'; did you mean 'rebuild'? [SW123]",
    ),
    "a misspelt move": ("{say: ask_stori}", "there is no intent with the id 'ask_stori'; did you mean 'ask_story'?"),
    "a person who is not there": (
        "{say: ask_story, to: person:clare}",
        "there is no person with the id 'clare'; did you mean 'person:ruth'? allowed: 'person:ruth', 'person:jonas'",
    ),
    "three probabilities": (
        "{believe: {grief: 50, role_dispute: 25, role_transition: 25}}",
        "the key 'interpersonal_deficits' is missing; add a line that begins with 'interpersonal_deficits:' [SW021]",
    ),
}


@pytest.mark.parametrize("name", MISTAKES)
def test_a_mistake_in_a_move_is_named(name, book, small, tmp_path) -> None:
    move, message = MISTAKES[name]
    (found,) = faults(tmp_path, book, small, f"  - moves:\n      - {move}\n")
    assert found.startswith("9:")
    assert message in found


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("case: small", "case: tess", "2:7: case: this is played with the case 'small'; write 'case: small' [SW120]"),
        ("{at_least: 20}", "{}", "5:8: score: no bound is given; write 'at_least: 80' or 'at_most: 50' [SW124]"),
        (
            "{at_least: 20}",
            "{at_least: 60, at_most: 50}",
            "5:8: score: no score is at least 60 and at most 50; write 'at_most' of 60 or more [SW124]",
        ),
    ],
)
def test_a_mistake_in_the_head_is_named(old, new, message, book, small, tmp_path) -> None:
    assert faults(tmp_path, book, small, EVERYTHING, HEAD.replace(old, new)) == [message]


def test_codes_are_the_record_s_own() -> None:
    assert not EXEMPLAR_CODES.keys() & CODES.keys()


def test_a_session_after_the_end_is_named_once(book, small, tmp_path) -> None:
    sessions = "  - moves:\n      - {say: ask_story}\n" * 9 + "  - moves: []\n"
    assert faults(tmp_path, book, small, sessions) == [
        (
            "24:3: sessions[8]: this cannot be done here: The treatment is over; leave it out, or put it where it is "
            "possible [SW125]"
        )
    ]
