"""What the shipped manual holds."""

from game.manual import AREAS, Book, Intent
from game.manual.required import IDS


def numbered(code: str, count: int, width: int) -> set[str]:
    return {f"{code}{number:0{width}}" for number in range(1, count + 1)}


def test_every_task_technique_and_error_of_the_specification_is_there(book: Book) -> None:
    assert set(book.tasks) == numbered("I", 17, 2) | numbered("M", 14, 2) | numbered("E", 10, 2)
    assert set(book.techniques) == numbered("T", 20, 2)
    assert set(book.errors) == numbered("X", 20, 2)


def test_the_four_areas_have_their_strategies_in_order(book: Book) -> None:
    strategies = {area.id: [strategy.id for strategy in area.strategies] for area in book.rows.areas}
    assert strategies == {
        "grief": [f"G{number}" for number in range(1, 7)],
        "role_dispute": [f"RD{number}" for number in range(1, 9)],
        "role_transition": [f"RT{number}" for number in range(1, 11)],
        "interpersonal_deficits": [f"ID{number}" for number in range(1, 8)],
    }
    assert tuple(strategies) == AREAS


def test_strategies_are_found_with_their_area(book: Book) -> None:
    area, strategy = book.strategies["RT6"]
    assert area == "role_transition"
    assert set(strategy.after) == {"RT3", "RT4", "RT5"}


def test_the_bright_side_waits_for_the_mourning(book: Book) -> None:
    """Order matters: mourning the old role comes before praising the new one."""
    _, strategy = book.strategies["RT7"]
    assert {"RT3", "RT4"} <= set(strategy.after)


def test_the_emphasis_of_techniques_is_that_of_the_specification(book: Book) -> None:
    techniques = ("T01", "T03", "T04", "T05", "T06", "T07", "T08", "T09")
    emphasis = {area.code: tuple(area.emphasis[name] for name in techniques) for area in book.rows.areas}
    assert emphasis == {
        "G": (3, 2, 3, 1, 1, 1, 1, 1),
        "RD": (1, 3, 2, 3, 3, 3, 1, 1),
        "RT": (2, 2, 3, 1, 2, 2, 1, 2),
        "ID": (2, 2, 2, 2, 1, 3, 3, 2),
    }


def test_the_weights_of_errors_are_those_of_the_specification(book: Book) -> None:
    weights = [book.errors[f"X{number:02}"].weight for number in range(1, 21)]
    assert weights == [2, 1, 3, 2, 2, 4, 2, 1, 1, 2, 1, 2, 2, 3, 4, 2, 4, 2, 1, 2]


def test_blame_stereotype_and_ignored_danger_can_fail_a_session(book: Book) -> None:
    red = {error.id: error.red_line for error in book.rows.errors if error.red_line != "never"}
    assert red == {"X06": "repeated", "X15": "always", "X17": "repeated"}


def test_the_prerequisites_of_tasks_are_those_of_the_specification(book: Book) -> None:
    needs = {task.id: set(task.needs) for task in book.rows.tasks if task.id[0] in "IE" and task.needs}
    assert needs == {
        "I02": {"I01"},
        "I03": {"I01"},
        "I04": {"I01"},
        "I05": {"I02"},
        "I06": {"I02", "I03", "I05"},
        "I07": {"I06"},
        "I08": {"I06"},
        "I09": {"I02", "I03", "I04", "I05"},
        "I10": {"I06"},
        "I11": {"I02"},
        "I12": {"I01"},
        "I13": {"I11", "I12"},
        "I14": {"I06", "I11", "I12", "I13"},
        "I15": {"I14"},
        "I16": {"I14"},
        "I17": {"I14", "I15", "I16"},
        "E02": {"E01"},
        "E03": {"I03"},
        "E04": {"E03"},
        "E05": {"E04"},
        "E07": {"E03"},
        "E08": {"E03"},
        "E09": {"E07"},
    }


def test_some_tasks_are_called_for_only_in_their_circumstance(book: Book) -> None:
    when = {task.id: task.when for task in book.rows.tasks if task.when != "always"}
    assert when == {"M11": "weekly_event", "M14": "drift", "E08": "non_response", "E09": "indicated"}


def test_the_contract_needs_a_formulation_and_expects_the_goals(book: Book) -> None:
    contract = book.milestones["agree_contract"]
    assert "formulated" in contract.requires
    assert set(contract.expects) == {"I13", "I14", "I15"}
    assert (contract.from_, contract.to) == (("initial", "termination"), "middle")


def test_danger_interrupts_every_phase_of_the_treatment_and_returns(book: Book) -> None:
    assert set(book.milestones["open_risk"].from_) == {"initial", "middle", "termination"}
    assert book.milestones["close_risk"].to == "back"


def test_every_task_can_be_done_by_something_the_therapist_can_do(book: Book) -> None:
    """An intent, a milestone or a procedure serves it, or the inventory and the strategies grow by intents."""
    served = {task for intent in book.rows.intents for task in intent.serves}
    for task in book.rows.tasks:
        assert task.fulfilled_by.of or task.id in served, task.id


def test_what_shows_a_task_also_says_that_it_serves_it(book: Book) -> None:
    for task in book.rows.tasks:
        if task.fulfilled_by.kind in ("said", "said_all"):
            servants = {intent.id for intent in book.rows.intents if task.id in intent.serves}
            assert set(task.fulfilled_by.of) == servants, task.id


def test_every_strategy_is_served_by_an_intent_or_by_a_procedure(book: Book) -> None:
    served = {name for intent in book.rows.intents for name in intent.strategies}
    unserved = {name for name, (_, strategy) in book.strategies.items() if name not in served and not strategy.by}
    assert unserved == set()


def test_every_error_and_every_technique_can_be_made(book: Book) -> None:
    done = {intent.does for intent in book.rows.intents} | {row.technique for row in book.rows.procedures}
    assert done == set(book.techniques) | set(book.errors)


def test_every_field_of_the_inventory_has_its_question_about_a_person(book: Book) -> None:
    asked = {intent.field: intent for intent in book.rows.intents if intent.field is not None}
    assert set(asked) == set(book.fields)
    assert all(intent.target == "required" and intent.targets == ("person",) for intent in asked.values())


def test_red_lines_of_intents_are_known_and_each_red_line_says_what_it_is(book: Book) -> None:
    crossed = {intent.red_line for intent in book.rows.intents if intent.red_line}
    assert crossed == {"boundary", "ignored_risk", "confidentiality", "medication"}
    assert crossed < set(book.red_lines)


def test_errors_come_in_many_tones_so_that_the_palette_gives_nothing_away(book: Book) -> None:
    assert {intent.stance for intent in errors(book)} == {"open", "closed", "directive", "silent"}
    assert len(errors(book)) * 5 > len(book.intents)


def errors(book: Book) -> list[Intent]:
    return [intent for intent in book.rows.intents if intent.does in book.errors]


def test_a_communication_analysis_of_four_exchanges_fits_into_a_session(book: Book) -> None:
    steps = [step for step in book.procedures["communication_analysis"].steps if not step.later]
    minutes = sum(step.minutes * (4 if step.repeats else 1) for step in steps)
    assert 28 <= minutes <= 34


def test_decision_analysis_and_role_play_take_less_than_half_a_session(book: Book) -> None:
    for name in ("decision_analysis", "role_play"):
        minutes = sum(step.minutes for step in book.procedures[name].steps if not step.later)
        assert 18 <= minutes <= 22, name


def test_the_choices_within_procedures_stand_at_their_steps(book: Book) -> None:
    choices = {
        (procedure.id, step.id): step.choice
        for procedure in book.rows.procedures
        for step in procedure.steps
        if step.choice != "none"
    }
    assert choices == {
        ("communication_analysis", "name_failure"): "failure",
        ("communication_analysis", "alternatives"): "better",
        ("decision_analysis", "choose"): "option",
    }


def test_a_higher_level_of_danger_calls_for_a_supervisor_and_urgent_care(book: Book) -> None:
    assert "supervisor" in book.risk["moderate"].calls_for
    assert {"supervisor", "urgent_care", "means"} <= set(book.risk["high"].calls_for)
    assert "safety_plan" in book.risk["low"].calls_for
    assert book.risk["none"].any_of == ()


def test_every_answer_of_the_ladder_leads_to_exactly_one_level(book: Book) -> None:
    answers = [answer for row in book.rows.risk for answer in row.any_of]
    assert sorted(answers) == ["q1", "q2", "q3", "q4", "q5", "q6_lifetime", "q6_recent"]


def test_the_bands_of_the_scale_are_the_published_ones(book: Book) -> None:
    scale = book.measures["PHQ-9"]
    assert [band.at_least for band in scale.bands] == [0, 5, 10, 15, 20]
    assert scale.items[-1].id == scale.risk_item == "self_harm"


def test_the_points_of_the_composite_make_a_hundred(book: Book) -> None:
    row = book.rows.composite
    assert row.adherence + row.quality + row.focus + row.common_factors + row.structure == 100
    assert sum(row.phase_weights.values()) == 100


def test_harm_costs_more_than_any_kindness_gains(book: Book) -> None:
    kindness = max(row.alliance for row in book.rows.responses if row.id != "strain_repaired")
    for name in ("blamed", "labelled", "unsafe", "interpreted"):
        assert -book.responses[name].alliance > kindness


def test_every_signal_moves_some_area(book: Book) -> None:
    assert all(any(points for points in row.points.values()) for row in book.rows.signals)


def test_six_questions_decide_between_every_two_areas(book: Book) -> None:
    pairs = {frozenset(row.between) for row in book.rows.differentials}
    assert len(pairs) == 6
    assert all(len(pair) == 2 for pair in pairs)


def test_every_row_says_where_it_comes_from(book: Book) -> None:
    """A recalled row names the publication it was recalled from; a designed one is not passed off as published."""
    for rows in IDS:
        for row in getattr(book.rows, rows):
            reference = row.reference.casefold()
            assert len(reference) > 3, row.id
            if row.status == "recalled":
                assert any(character.isdigit() for character in reference) or "recalled" in reference, row.id


def test_rows_are_found_by_id_in_the_order_of_the_manual(book: Book) -> None:
    for name in IDS:
        assert [row.id for row in getattr(book.rows, name)] == list(getattr(book, name))
    assert book.symptoms["sleep"].name == "Sleep"


def test_the_notice_says_that_this_is_no_therapy_and_no_help_in_a_crisis(book: Book) -> None:
    notice = book.rows.notice.casefold()
    assert all(word in notice for word in ("training", "not therapy", "certif", "crisis", "emergency"))
