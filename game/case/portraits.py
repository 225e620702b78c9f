"""What people look like: parts of the drawn face, given by the case or chosen from what the case says of a person."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Annotated, Final, Literal, TypeVar
from zlib import crc32

from game.reading import Length

Head = Literal[
    "none",
    "afro",
    "bangs",
    "bangs_2",
    "bantu_knots",
    "bun",
    "bun_2",
    "buns",
    "cornrows",
    "cornrows_2",
    "dreads_1",
    "dreads_2",
    "flat_top",
    "flat_top_long",
    "gray_bun",
    "gray_medium",
    "gray_short",
    "hat_beanie",
    "hat_hip",
    "hijab",
    "long",
    "long_afro",
    "long_bangs",
    "long_curly",
    "medium_1",
    "medium_2",
    "medium_3",
    "medium_bangs",
    "medium_bangs_2",
    "medium_bangs_3",
    "medium_straight",
    "no_hair_1",
    "no_hair_2",
    "no_hair_3",
    "pomp",
    "shaved_1",
    "shaved_2",
    "shaved_3",
    "short_1",
    "short_2",
    "short_3",
    "short_4",
    "short_5",
    "turban",
    "twists",
    "twists_2",
]
Accessory = Literal["none", "glasses", "glasses_2", "glasses_3", "glasses_4", "glasses_5", "sunglasses", "sunglasses_2"]
FacialHair = Literal[
    "none",
    "chin",
    "full",
    "full_2",
    "full_3",
    "full_4",
    "goatee_1",
    "goatee_2",
    "moustache_1",
    "moustache_2",
    "moustache_5",
    "moustache_6",
    "moustache_7",
    "moustache_9",
]
Shade = Annotated[str, Length(4, 7)]
"""A colour as "#rrggbb" or "#rgb"."""

_T = TypeVar("_T")
_COLOUR: Final = re.compile(r"#(?:[0-9a-fA-F]{3}){1,2}")


@dataclass(frozen=True, slots=True)
class Portrait:
    """Parts of the drawn face; names of the portrait set in `assets/portraits`."""

    head: Head = "medium_1"
    """Head and hair; `none` for somebody without a face to draw, such as a child not born yet: a plain round."""
    accessory: Accessory = "none"
    facial_hair: FacialHair = "none"
    skin: Shade = "#d08b5b"
    hair: Shade = "#2c1b18"
    """Colour of the hair; most heads draw it near black and take only its tint."""
    clothing: Shade = "#5b7a8c"
    lined: bool = False
    """Whether years show around the eyes."""


def is_colour(shade: str) -> bool:
    """Tell whether this is a colour as "#rrggbb" or "#rgb"."""
    return _COLOUR.fullmatch(shade) is not None


_WOMEN: Final = r"\b(?:(?:grand|step)?mother|mum|wife|widow|sister|daughter|aunt|niece|gran|girlfriend|woman)\b"
_MEN: Final = r"\b(?:(?:grand|step)?father|dad|husband|widower|brother|son|uncle|nephew|grandad|boyfriend|man)\b"
_KIN: Final = (
    r"\b(?:(?:grand)?(?:mother|father|parents?)|mum|dad|gran|grandad|sister|brother|son|daughter|child|aunt|uncle"
    r"|niece|nephew|cousin)\b"
)
_OLDER: Final = (
    r"\b(?:(?:grand|step)?(?:mother|father|parents?)|mum|dad|gran|grandad|aunt|uncle|widow(?:er)?|retired)\b"
)
_YOUNG: Final = r"\b(?:son|daughter|child|nephew|niece)\b"

_HEADS: Final[dict[tuple[str, str], tuple[Head, ...]]] = {
    ("woman", "older"): ("gray_bun", "gray_medium", "medium_1", "bangs"),
    ("woman", "adult"): ("medium_3", "medium_1", "long_bangs", "medium_bangs", "medium_2", "medium_straight"),
    ("woman", "young"): ("bangs_2", "medium_bangs_3", "long"),
    ("man", "older"): ("gray_short", "no_hair_3", "short_3"),
    ("man", "adult"): ("short_1", "short_2", "short_5", "pomp", "shaved_2"),
    ("man", "young"): ("short_5", "short_1", "shaved_3"),
    ("", "older"): ("gray_short", "gray_medium"),
    ("", "adult"): ("short_3", "medium_1", "short_5", "medium_bangs_3"),
    ("", "young"): ("short_5", "medium_bangs_3"),
}
_SKINS: Final = ("#f2d0b1", "#e6b58c", "#d59d73", "#c18457", "#a56b43", "#7f5135", "#5f3c29")
_HAIRS: Final = ("#2a1f1a", "#4a3226", "#6d4a30", "#1d1714", "#8a5a34")
_GREYS: Final = ("#b9b4ab", "#9c968d", "#cfcac1")
_CLOTHES: Final = ("#5b7a8c", "#8c5b5f", "#6a7f5a", "#8a6f9c", "#b07d45", "#4f6f8f", "#9a6a4a", "#5d8580")


def likeness_of(person: str, relation: str, patient: Portrait) -> Portrait:
    """Return the portrait of a person whom the case gives none: the same for the same id and relation.

    Only words of the relation are read (mother, retired, son): kin resemble the patient, years show. Names say nothing.
    """
    words = relation.casefold()
    kind = "woman" if re.search(_WOMEN, words) else "man" if re.search(_MEN, words) else ""
    age = "young" if re.search(_YOUNG, words) else "older" if re.search(_OLDER, words) else "adult"
    kin = re.search(_KIN, words) is not None

    def chosen(what: str, among: Sequence[_T]) -> _T:
        return among[crc32(f"{person}:{what}".encode()) % len(among)]

    drawn = Portrait(
        head=chosen("head", _HEADS[kind, age]),
        skin=patient.skin if kin else chosen("skin", _SKINS),
        hair=chosen("hair", _GREYS if age == "older" else _HAIRS),
        clothing=chosen("clothing", _CLOTHES),
        lined=age == "older",
    )
    return replace(drawn, hair=patient.hair) if kin and age != "older" else drawn
