"""What a feeling does to a face: which brows, eyes and mouth go with it, and what else shows."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import Final, Literal

Posture = Literal["open", "wary", "closed"]


@dataclass(frozen=True, slots=True)
class Expression:
    """Drawings of the portrait set that make a face; `bow` is how far the head is lowered, in units of the drawing."""

    brows: str
    eyes: str
    mouth: str
    extra: tuple[str, ...] = ()
    bow: int = 0

    @property
    def parts(self) -> tuple[str, ...]:
        """The drawings as `folder/name`, to be laid over one another in this order."""
        extras = tuple(f"extra/{name}" for name in self.extra)
        return ("nose/plain", f"brows/{self.brows}", f"eyes/{self.eyes}", f"mouth/{self.mouth}", *extras)


EXPRESSIONS: Final[Mapping[str, Expression]] = MappingProxyType(
    {
        "calm": Expression("smile", "smile", "faint"),
        "guarded": Expression("level", "half", "suspicious"),
        "withdrawn": Expression("contempt", "down", "pressed", bow=6),
        "downcast": Expression("drawn_in", "half", "pressed", bow=4),
        "sad": Expression("tired", "tired", "down", bow=8),
        "tearful": Expression("raised_in", "tired", "trembling", ("brimming", "tears"), bow=12),
        "irritated": Expression("lowered", "smile", "tired"),
        "angry": Expression("knit", "hard", "down", ("blush",)),
        "furious": Expression("knit", "hard", "very_angry", ("furrow", "flush")),
        "uneasy": Expression("explaining", "smile", "aside"),
        "anxious": Expression("concerned", "smile", "trembling"),
        "frightened": Expression("concerned_fear", "open", "concerned_fear"),
        "regretful": Expression("drawn_in", "down", "aside", bow=6),
        "guilty": Expression("concerned", "down", "down", bow=10),
        "remorseful": Expression("raised_in", "contempt", "trembling", ("tear",), bow=14),
        "abashed": Expression("contempt", "down", "contempt", ("blush",), bow=8),
        "ashamed": Expression("drawn_in", "contempt", "pressed", ("blush",), bow=14),
        "mortified": Expression("tired", "eyes_closed", "solemn", ("flush",), bow=18),
        "numb": Expression("level", "blank", "tired"),
        "spent": Expression("blank", "blank", "eyes_closed", ("shadows",), bow=6),
        "wistful": Expression("old", "half", "old", bow=4),
        "lonely": Expression("drawn_in", "tired", "sad", bow=8),
        "desolate": Expression("tired", "contempt", "sad", ("tear", "shadows"), bow=12),
        "brightening": Expression("calm", "smile", "contempt"),
        "hopeful": Expression("calm", "smile", "driven"),
        "eager": Expression("lifted", "open", "smile"),
        "warm": Expression("smile", "smile", "calm"),
        "smiling": Expression("calm", "calm", "glad"),
        "glad": Expression("calm", "calm", "open_smile"),
    }
)
_SHOWN: Final[Mapping[str, tuple[str, str, str]]] = MappingProxyType(
    {
        "calm": ("calm", "calm", "calm"),
        "sad": ("downcast", "sad", "tearful"),
        "angry": ("irritated", "angry", "furious"),
        "anxious": ("uneasy", "anxious", "frightened"),
        "guilty": ("regretful", "guilty", "remorseful"),
        "ashamed": ("abashed", "ashamed", "mortified"),
        "numb": ("numb", "numb", "spent"),
        "lonely": ("wistful", "lonely", "desolate"),
        "hopeful": ("brightening", "hopeful", "eager"),
        "warm": ("warm", "smiling", "glad"),
    }
)
_UNGRADED: Final = {"open": "calm", "wary": "guarded", "closed": "withdrawn"}
_LOOKING: Final = frozenset({"smile", "half", "open", "hard"})
"""Eyes that meet those of whoever is looked at."""


def expression_named(affect: str, strength: int, posture: Posture) -> str:
    """Return the name of what shows: `strength` is 0 slight, 1 plain, 2 strong; calm is coloured by how they sit.

    Raises `KeyError` for a feeling that no face was drawn for.
    """
    return _UNGRADED[posture] if affect == "calm" else _SHOWN[affect][strength]


def face(name: str, posture: Posture = "open", lids: int = 0) -> Expression:
    """Return the face of an expression; somebody closed looks down, and `lids` are 0 open, 1 half way, 2 shut."""
    drawn = EXPRESSIONS[name]
    if posture == "closed" and drawn.eyes in _LOOKING:
        drawn = replace(drawn, eyes="down")
    if lids and can_blink(name):
        return replace(drawn, eyes="closing" if lids == 1 else "closed")
    return drawn


def can_blink(name: str) -> bool:
    """Tell whether the eyes of an expression are open, so that they can close."""
    return EXPRESSIONS[name].eyes not in {"contempt", "eyes_closed", "calm"}
