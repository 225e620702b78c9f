"""The workbook and the formulation desk: the trainee's own notes beside what the patient has said."""

from game.manual import AREAS, ESSENTIAL_FIELDS
from game.treatment import OfferFormulation, PinFact, PlaceEvent, PlacePerson, SetProbabilities, WriteNote
from game.view import formulation_view, referral_view, shelf_row, workbook_view


def notebook(treatment):
    return workbook_view(treatment.book, treatment.case, treatment.now, treatment.turns)


def person(treatment, name: str):
    return next(row for row in notebook(treatment).people if row.ref == f"person:{name}")


def test_a_person_is_listed_once_they_have_come_up_with_what_was_said_of_them(notes) -> None:
    treatment = notes()
    treatment.open()
    assert [row.ref for row in notebook(treatment).people] == ["person:ruth"]
    treatment.say("ask_people")
    treatment.say("ask_closeness", to="person:jonas")
    row = person(treatment, "jonas")
    assert [(answer.field, answer.words) for answer in row.answers] == [
        ("closeness", "He used to tell me things while the kettle boiled.")
    ]
    assert len(row.missing) == len(ESSENTIAL_FIELDS) - 1
    assert treatment.book.fields["closeness"].name not in row.missing


def test_people_and_events_stand_where_the_trainee_puts_them_not_where_the_case_has_them(notes) -> None:
    treatment = notes()
    assert (person(treatment, "ruth").before, person(treatment, "ruth").now) == (None, None)
    treatment.do(PlacePerson("ruth", "now", 0), PlacePerson("ruth", "wished", 4), PlaceEvent("easter", -9))
    treatment.do(PlacePerson("ruth", "now", 3))
    row = person(treatment, "ruth")
    assert (row.before, row.now, row.wished) == (None, 3, 4)
    assert [(event.ref, event.month) for event in notebook(treatment).events] == [("event:easter", -9)]


def test_a_told_fact_is_a_card_pinned_to_the_turn_it_was_said(notes) -> None:
    treatment = notes()
    treatment.open()
    assert notebook(treatment).cards == ()
    treatment.say("explore", to="person:ruth")
    (card,) = notebook(treatment).cards
    turn, events = treatment.turns[-1]
    assert (card.fact, card.turn, card.session) == ("quarrel", turn, 1)
    assert card.words in [event.words for event in events if event.kind == "replied"]
    assert card.weights == (0, 0, 0, 0)
    treatment.do(PinFact("quarrel", "role_dispute", 2), PinFact("quarrel", "grief", -1))
    assert notebook(treatment).cards[0].weights == (-1, 2, 0, 0)
    treatment.do(PinFact("quarrel", "grief", 0))
    assert notebook(treatment).cards[0].weights == (0, 2, 0, 0)


def test_the_scale_is_shown_as_often_as_it_was_shared(notes) -> None:
    treatment = notes()
    treatment.open()
    assert notebook(treatment).scales == ()
    treatment.say("fill_scale")
    treatment.open(2)
    treatment.say("fill_scale")
    first, second = notebook(treatment).scales
    assert (first.session, first.items, first.total) == (1, (2, 2, 1, 2, 1, 2, 1, 0, 1), 12)
    assert first.band == "Moderate"
    assert second.session == 2
    assert len(notebook(treatment).item_names) == 9


def test_probabilities_notes_goals_and_focus_are_kept(notes) -> None:
    treatment = notes(patient={"alliance": 10, "trust": 10})
    assert notebook(treatment).probabilities == (25, 25, 25, 25)
    assert notebook(treatment).focus is None
    treatment.do(SetProbabilities(10, 60, 20, 10), WriteNote("Ask about Easter."))
    treatment.open()
    treatment.do(OfferFormulation("role_dispute", "person:ruth"))
    kept = notebook(treatment)
    assert kept.probabilities == (10, 60, 20, 10)
    assert kept.notes == ("Ask about Easter.",)
    assert kept.focus == f"{treatment.book.areas['role_dispute'].name}: Ruth"


def test_the_formulation_desk_offers_every_area_in_the_manuals_order(notes) -> None:
    treatment = notes()
    treatment.open()
    desk = formulation_view(treatment.book, treatment.case, treatment.now)
    assert tuple(row.id for row in desk.areas) == AREAS
    assert all(row.definition and row.goals for row in desk.areas)
    assert [concern.ref for concern in desk.abouts] == ["person:ruth", "event:easter"]
    assert desk.evidence == ()
    assert (desk.can_offer, desk.can_agree, desk.offered) == (True, False, None)


def test_the_desk_opens_and_closes_with_what_is_possible(notes) -> None:
    treatment = notes(patient={"alliance": 10, "trust": 10})

    def can() -> tuple[bool, bool]:
        desk = formulation_view(treatment.book, treatment.case, treatment.now)
        return desk.can_offer, desk.can_agree

    assert can() == (False, False)
    treatment.open()
    treatment.say("explore", to="person:ruth")
    treatment.formulate()
    assert can() == (True, True)
    assert [c.ref for c in formulation_view(treatment.book, treatment.case, treatment.now).evidence] == ["fact:quarrel"]
    treatment.contract()
    assert can() == (True, False)
    treatment.open(7)
    treatment.say("raise_ending")
    assert can() == (True, False)


def test_a_contract_can_still_be_agreed_when_the_ending_was_spoken_of_first(notes) -> None:
    treatment = notes(patient={"alliance": 10, "trust": 10})
    treatment.open()
    treatment.say("explore", to="person:ruth")
    treatment.formulate()
    treatment.say("raise_ending")
    assert formulation_view(treatment.book, treatment.case, treatment.now).can_agree


def test_the_shelf_and_the_letter_tell_who_comes_and_not_why(cases, book) -> None:
    for case in cases.values():
        row, letter = shelf_row(case), referral_view(book, case, 12)
        assert (row.case, row.patient, letter.patient) == (case.rows.id, case.rows.patient.name, case.rows.patient.name)
        assert letter.letter == case.rows.referral.letter
        assert letter.sessions == 12
        assert letter.notice == book.rows.notice
        for text in (row.title, row.teaser):
            assert not any(book.areas[area].name.lower() in text.lower() for area in AREAS)
