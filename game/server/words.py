"""Names and words made by the host: pseudonyms, the four words by which a seat is taken again, and names as typed."""

import re
import secrets
import unicodedata
from typing import Final

from game.words import _

_HOW: Final = """
amber bright brisk calm clear copper coral dappled early fair fleet gentle golden grey hazel humble indigo
keen kindly light lively loyal mellow merry misty mossy nimble noble patient plain quick quiet ready rosy
russet sandy silver snowy steady sunny swift tidy velvet warm wild windy winter
"""
_WHO: Final = """
alder aspen badger beech birch bittern cedar cricket crane curlew dipper dove egret elm fern finch fox gannet
hare hawthorn hedgehog heron hornbeam ibis jackdaw kestrel lapwing larch lark linnet lynx magpie maple marten
newt nightjar oak oriole osprey otter owl pine plover poplar puffin quail raven robin rowan seal sorrel
sparrow stork swallow swift tern thistle thrush vole walnut wagtail willow wren yarrow yew
"""
LONGEST: Final = 24
"""Characters of a name."""
_WORDS: Final = 4
_SOFT, _OPEN = "bdfgklmnprstvz", "aeiou"
_SHAPE: Final = (_SOFT, _OPEN, _SOFT, _OPEN, _SOFT)
"""Sixteen bits a word."""
_HELD: Final = frozenset({"Cc", "Cf", "Co", "Cs", "Cn", "Zl", "Zp"})
_LOOKALIKES: Final = str.maketrans("0135$@|!", "oiessali")


def pseudonym() -> str:
    """Draw a name that tells nothing of its bearer, such as "Quiet Heron": some 3,000 there are."""
    return f"{secrets.choice(_HOW.split())} {secrets.choice(_WHO.split())}".title()


def resume_words() -> str:
    """Draw four words that can be spoken and written down, some 64 bits in all: `bodak lumit savor nepal`."""
    return " ".join("".join(secrets.choice(kind) for kind in _SHAPE) for _number in range(_WORDS))


def typed_words(typed: str) -> str:
    """Return resume words as they were drawn, whatever case, spaces and dashes somebody typed."""
    return " ".join(re.findall(r"[a-z]+", typed.casefold()))


def clean_name(typed: str) -> str:
    """Return a name fit to be shown: composed, without control and invisible characters, one space between words.

    Raises ValueError with a sentence for a name that is empty or longer than 24 characters.
    """
    composed = unicodedata.normalize("NFKC", typed[: 10 * LONGEST])
    plain = "".join(" " if each.isspace() else each for each in composed if each.isspace() or not _hidden(each))
    name = " ".join(plain.split())
    marks = sum(unicodedata.category(each) in ("Mn", "Me") for each in name)
    if not any(each.isalnum() for each in name):
        raise ValueError(_("A name needs at least one letter or digit."))
    if len(name) > LONGEST or marks > LONGEST // 3:
        raise ValueError(_("A name has at most {most} characters.", most=LONGEST))
    return name


def likeness(name: str) -> str:
    """Return what two names share that are taken for each other: case, accents and look-alike signs do not count."""
    bare = unicodedata.normalize("NFKD", name.casefold().translate(_LOOKALIKES))
    return "".join(_FOREIGN.get(each, each) for each in bare if each.isalnum())


def _hidden(character: str) -> bool:
    return unicodedata.category(character) in _HELD


_FOREIGN: Final = dict(zip("аеорсухіјѕԁкмтвнαορτνικ", "aeopcyxijsdkmtbhaoptvik", strict=True))
"""Cyrillic and Greek letters that look like Latin ones."""
