"""What can be wrong with a case beyond its shape."""

from collections.abc import Mapping
from typing import Final

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
    "SW119": "The scores do not fit the scale.",
    "SW118": "A variant brings in words that the case uses already, so that two things would have one name.",
}
