"""What the expert has at hand: questions, frames and strategies, in the order it reaches for them."""

from collections.abc import Collection, Iterator

from game.manual import Area
from game.treatment import Action, Say

FIRST_FIELDS = (
    "recent_change",
    "expectations",
    "closeness",
    "unsatisfying",
    "satisfying",
    "conflict",
    "wished_change",
)
FIELD_INTENT = {
    "recent_change": "ask_recent_change",
    "expectations": "ask_expectations",
    "closeness": "ask_closeness",
    "unsatisfying": "ask_unsatisfying",
    "satisfying": "ask_satisfying",
    "conflict": "ask_conflict",
    "wished_change": "ask_wished_change",
    "contact": "ask_contact",
}
LADDER = ("wish_dead", "thoughts", "behaviour", "protective", "event", "safety_plan", "supervisor")
FRAME = ("introduce_frame", "explain_confidentiality", "ask_story", "fill_scale", "ask_suicide", "ask_course")
ILLNESS = (
    "screen_mania_psychosis", "screen_medical_substances", "screen_violence", "name_diagnosis", "explain_depression",
    "give_hope", "give_sick_role", "relieve_blame", "consider_medication",
)  # fmt: skip
FEELING = ("ask_feeling", "name_feeling", "validate_feeling", "ask_feeling_signal", "allow_mixed_feelings")
PROCEDURES = ("communication_analysis", "decision_analysis", "role_play")
PROCEDURE_ON = {
    "incident:": "communication_analysis",
    "decision:": "decision_analysis",
    "rehearsal:": "role_play",
}
STRATEGY_MOVES: dict[Area, tuple[str, ...]] = {
    "grief": (
        "link_onset_to_area", "reconstruct_relationship", "tell_the_death", "allow_mixed_feelings", "plan_involvement",
    ),
    "role_dispute": ("link_onset_to_area", "stage_dispute", "name_issues", "find_parallels", "explore_options"),
    "role_transition": (
        "link_onset_to_area", "old_role_good_bad", "mourn_old_role", "feelings_about_change", "allow_mixed_feelings",
        "new_role_opportunities", "weigh_loss_gain", "find_supports", "build_skill",
    ),
    "interpersonal_deficits": (
        "link_onset_to_area", "review_past_ties", "find_patterns", "use_relationship", "plan_small_step",
    ),
}  # fmt: skip


def says(*intents: str) -> Iterator[Action]:
    """Yield saying each of `intents`."""
    for intent in intents:
        yield Say(intent)


def once(done: Collection[str], *intents: str) -> Iterator[Action]:
    """Yield saying those of `intents` that have not been said in this treatment."""
    for intent in intents:
        if intent not in done:
            yield Say(intent)
