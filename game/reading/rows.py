"""Frozen dataclasses with slots that are quick to make: a program that reads one case makes eighty classes first.

`dataclass(frozen=True, slots=True)` writes and compiles six functions for every class; here all classes share five.
That is a fifth of the time in which `check` answers. `fields`, `replace` and `is_dataclass` take these as any other.
"""

from dataclasses import MISSING, FrozenInstanceError, dataclass, field, fields
from typing import Any, TypeVar, dataclass_transform

T = TypeVar("T")


@dataclass_transform(frozen_default=True, field_specifiers=(field,))
def row(cls: type[T]) -> type[T]:
    """Make `cls` a frozen dataclass with slots; equal when of the same class with equal fields, and hashable so."""
    made: Any = dataclass(init=False, repr=False, eq=False, slots=True)(cls)
    # In the class itself, since slots leave no room for more in its instances.
    made.__init__, made.__repr__, made.__eq__, made.__hash__ = _init, _repr, _eq, _hash
    made.__setattr__, made.__delattr__ = _refuse, _refuse
    made.__getstate__, made.__setstate__ = _values, _set_values
    _DEFAULTS[made] = tuple(
        (each.name, each.default, each.default_factory)
        for each in fields(made)
        if each.default is not MISSING or each.default_factory is not MISSING
    )
    return made  # type: ignore[no-any-return]


_DEFAULTS: dict[type[Any], tuple[tuple[str, Any, Any], ...]] = {}
_set = object.__setattr__


def _init(self: Any, *args: Any, **given: Any) -> None:
    cls = self.__class__
    names = cls.__match_args__
    if len(args) > len(names):
        raise TypeError(f"{cls.__name__} takes {len(names)} values and was given {len(args)}")
    for name, value in zip(names, args, strict=False):
        if name in given:
            raise TypeError(f"{cls.__name__} was given '{name}' twice")
        _set(self, name, value)
    there = len(args)
    for name, value in given.items():
        if name not in names:
            raise TypeError(f"{cls.__name__} has no '{name}'")
        _set(self, name, value)
        there += 1
    if there < len(names):
        _fill(self, {*names[: len(args)], *given})


def _fill(self: Any, there: set[str]) -> None:
    cls = self.__class__
    for name, default, factory in _DEFAULTS[cls]:
        if name not in there:
            _set(self, name, factory() if default is MISSING else default)
            there.add(name)
    missing = [name for name in cls.__match_args__ if name not in there]
    if missing:
        raise TypeError(f"{cls.__name__} lacks {', '.join(missing)}")


def _values(self: Any) -> list[Any]:
    return [getattr(self, name) for name in self.__match_args__]


def _set_values(self: Any, values: list[Any]) -> None:
    for name, value in zip(self.__match_args__, values, strict=True):
        _set(self, name, value)


def _repr(self: Any) -> str:
    inside = ", ".join(f"{name}={getattr(self, name)!r}" for name in self.__match_args__)
    return f"{self.__class__.__qualname__}({inside})"


def _eq(self: Any, other: object) -> Any:
    if other.__class__ is not self.__class__:
        return NotImplemented
    return _values(self) == _values(other)


def _hash(self: Any) -> int:
    return hash(tuple(_values(self)))


def _refuse(self: Any, name: str, *_: Any) -> None:
    raise FrozenInstanceError(f"cannot change '{name}' of {self.__class__.__name__}")
