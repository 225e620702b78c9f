"""The ids the program knows by name: a manual may add rows, and these must be there."""

from collections.abc import Mapping
from typing import Final

from game.manual.model import AREAS, ESSENTIAL_FIELDS


def _numbered(code: str, count: int) -> tuple[str, ...]:
    width = 2 if code in ("I", "M", "E", "T", "X") else 1
    return tuple(f"{code}{number:0{width}}" for number in range(1, count + 1))


def _words(text: str) -> tuple[str, ...]:
    return tuple(text.split())


TECHNIQUES: Final = _numbered("T", 20)
ERRORS: Final = _numbered("X", 20)
STRATEGIES: Final[Mapping[str, tuple[str, ...]]] = {
    "grief": _numbered("G", 6),
    "role_dispute": _numbered("RD", 8),
    "role_transition": _numbered("RT", 10),
    "interpersonal_deficits": _numbered("ID", 7),
}

IDS: Final[Mapping[str, tuple[str, ...]]] = {
    "phases": _words("intake initial middle termination risk ended maintenance dropped_out referred"),
    "formats": _words("8 12 16"),
    "tasks": _numbered("I", 17) + _numbered("M", 14) + _numbered("E", 10),
    "milestones": _words(
        """begin offer_formulation agree_contract raise_ending open_risk close_risk end_treatment
        agree_maintenance refer drop_out"""
    ),
    "areas": AREAS,
    "fields": (*ESSENTIAL_FIELDS, "knows"),
    "techniques": TECHNIQUES,
    "errors": ERRORS,
    "red_lines": _words(
        """ignored_risk confidentiality repeated_blame boundary unsafe_confrontation medication
        no_risk_check"""
    ),
    "procedures": _words("communication_analysis decision_analysis role_play risk_ladder"),
    "failures": _words("indirect_signal assumed_told assumed_understood ambiguous silence attack"),
    "risk": _words("none low moderate high"),
    "responses": _words(
        """heard understood open_question closed_run interrogated repeated feeling_welcomed feeling_pressed
        feeling_skipped room_given left_alone invited relieved explained hope_given lectured focus_clear
        linked blamed advised interpreted tested set_work brushed_off sided burdened labelled unsafe drifted
        rushed hurried_ending procedure_step worked_through strain_repaired success_credited setback_shared
        week_forgotten overran ending_spoken formulation_fits formulation_misses contract_agreed
        told_something"""
    ),
    "criteria": _words(
        """timely ordered affect_before_solving depth linking procedures fits_patient selective followed_up
        right_area calibration evidence empathy open_questions collaboration opened_sessions kept_time
        counted_sessions ending_in_time agreed_length"""
    ),
    "measures": ("PHQ-9",),
}
"""Ids that must be there, by the manual's lists."""

RELIED_ON: Final = _words("I03 I06 I12 I14 I16 M03 M11 E01")
"""Tasks that the engine and the views know by name; an adaptation may leave out any other."""

STEPS: Final[Mapping[str, tuple[str, ...]]] = {
    "communication_analysis": _words(
        "pick scene rebuild each_turn result compare name_failure alternatives rehearse follow_up"
    ),
    "decision_analysis": _words("state wish options effects feelings choose how_when plan_b review"),
    "role_play": _words("purpose scene first_try tone swap contingency again"),
    "risk_ladder": _words(
        """wish_dead thoughts method intent plan behaviour protective event safety_plan means supervisor
        urgent_care"""
    ),
}
"""Steps that cases give words for, by procedure."""

CUES: Final = (
    *_words(
        """greeting_first greeting silence closed_off tired distressed asked_before nothing_more
        not_applicable strained session_over week_quiet contract_yes contract_no drop_out referred risk_left
        procedure_stopped overran"""
    ),
    *TECHNIQUES,
    *ERRORS,
)
"""Cues for which every patient needs words, where the case has none."""
