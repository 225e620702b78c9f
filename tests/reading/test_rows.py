"""Rows behave as frozen dataclasses do."""

import pickle
from dataclasses import FrozenInstanceError, field, fields, is_dataclass, replace

import pytest

from game.reading import row


@row
class Thing:
    """A thing with a name, a size, and parts."""

    name: str
    size: int = 3
    parts: dict[str, int] = field(default_factory=dict)


@row
class Other:
    """Something else with the same fields."""

    name: str
    size: int = 3
    parts: tuple[str, ...] = ()


def test_it_is_a_dataclass_with_slots() -> None:
    thing = Thing("lamp", size=4)
    assert is_dataclass(thing)
    assert [each.name for each in fields(thing)] == ["name", "size", "parts"]
    assert not hasattr(thing, "__dict__")
    assert repr(thing) == "Thing(name='lamp', size=4, parts={})"


def test_what_is_not_given_has_its_default_made_anew() -> None:
    assert Thing("lamp").size == 3
    assert Thing("lamp").parts is not Thing("lamp").parts


def test_it_cannot_be_changed_and_can_be_replaced() -> None:
    thing = Thing("lamp")
    with pytest.raises(FrozenInstanceError, match="cannot change 'size' of Thing"):
        thing.size = 5  # type: ignore[misc]
    with pytest.raises(FrozenInstanceError):
        del thing.name
    assert replace(thing, size=5) == Thing("lamp", 5)


def test_equal_is_the_same_class_with_the_same_values() -> None:
    assert Other("lamp") == Other("lamp", 3, ())
    assert hash(Other("lamp")) == hash(Other("lamp"))
    assert Other("lamp") != Other("lamp", 4)
    assert Thing("lamp", parts=()) != Other("lamp")  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("args", "given", "words"),
    [
        ((), {}, "Thing lacks name"),
        (("lamp", 1, {}, 2), {}, "takes 3 values and was given 4"),
        (("lamp",), {"name": "desk"}, "was given 'name' twice"),
        (("lamp",), {"colour": "red"}, "has no 'colour'"),
    ],
)
def test_wrong_values_are_refused(args: tuple[object, ...], given: dict[str, object], words: str) -> None:
    with pytest.raises(TypeError, match=words):
        Thing(*args, **given)  # type: ignore[arg-type]


def test_it_can_be_kept_and_read_again() -> None:
    thing = Thing("lamp", parts={"bulb": 1})
    assert pickle.loads(pickle.dumps(thing)) == thing
