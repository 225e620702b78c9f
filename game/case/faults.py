"""What can be wrong with a case beyond its shape."""

from collections.abc import Mapping
from typing import Final, Literal

Severity = Literal["error", "warning", "hint"]

CASE_CODES: Final[Mapping[str, str]] = {
    "SW100": "The folder of the case has another name than the case's id.",
    "SW101": "The windows of the treatment leave a gap, overlap, or do not fill its sessions.",
    "SW102": "Facts wait for each other in a circle, so none of them can ever come out.",
    "SW103": "A fact, or somebody or something it is about, can never come up.",
    "SW104": "The patient says the same line twice, or two facts have the same card.",
    "SW105": "The words for a procedure do not go with its steps.",
    "SW106": "There is nothing right to choose: no option the patient can live with, or no good wording.",
    "SW107": "A week happens outside the treatment, or ends before it begins.",
    "SW108": "The key contradicts itself.",
    "SW109": "Taken together, the facts do not point to the key.",
    "SW110": "A red herring outweighs the key, or is none.",
    "SW111": "The letter or the teaser gives the key away.",
    "SW112": "The letter names somebody or something that is said to be unknown at first.",
    "SW113": "The answers about suicide contradict the last item of the scale.",
    "SW114": "The months contradict each other.",
    "SW115": "An incident brings out a fact that does not come out in communication analysis.",
    "SW116": "A portrait names a colour that is none.",
    "SW117": "A variant changes words that are not in the case.",
    "SW118": "A variant brings in words that the case uses already, so that two things would have one name.",
    "SW119": "The scores do not fit the scale.",
}

ADVICE_CODES: Final[Mapping[str, str]] = {
    "SW200": "There is no exemplar: nothing shows that the case can be played well.",
    "SW201": "There is no careless treatment: nothing shows that the case can be played badly.",
    "SW202": "A fact cannot come out within the minutes of the treatment, however well one works.",
    "SW203": "Nothing that speaks for the key can come out before the focus is due.",
    "SW210": "Even who was told everything cannot be sure of the key.",
    "SW211": "The letter, and what comes out unasked, give the key away.",
    "SW212": "The case does not say where a first reader of the letter would lean.",
    "SW213": "No single fact tells the key's area from another one.",
    "SW214": "A task of the manual cannot be done with this patient.",
    "SW215": "A week hinges on work that can never have been done.",
    "SW216": "Who somebody is may be read as the cause of what went wrong.",
    "SW217": "The patient's words are hard to follow.",
    "SW218": "The debrief would advise a move that does not bring the fact out.",
    "SW219": "A fact waits for trust, and the patient has no words for who asks too early.",
    "SW220": "A picture is named that is not there.",
    "SW221": "There is nothing wrong to choose, so choosing well means nothing.",
    "SW222": "The right choice can be told by its place or its length.",
    "SW223": "The letter gives another age or another score than the case.",
    "SW224": "A text holds a slot or markup, which would be read out as it stands.",
    "SW225": "A line is never said.",
    "SW226": "A word may be misspelt.",
    "SW227": "A name does not fit into what the therapist says, such as “Tell me more about …”.",
    "SW228": "Somebody is said to be known from the letter, and it does not speak of them.",
}
"""What a case can be played with, and should not be published with."""

_HINTS: Final = frozenset(
    {"SW200", "SW201", "SW212", "SW213", "SW216", "SW217", "SW219", "SW222", "SW226", "SW227", "SW228"}
)


def severity_of(code: str) -> Severity:
    """Return what a code does: an error keeps a case from loading, a warning from being fair; a hint may stay."""
    if code in ADVICE_CODES:
        return "hint" if code in _HINTS else "warning"
    return "error"
