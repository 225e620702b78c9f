"""A bar that fills while treatments are played; only where somebody watches."""

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any


@contextmanager
def progress(total: int, unit: str = "treatments") -> Iterator[Callable[[int], object]]:
    """Yield what is to be told how many more are done. Draws on the error stream, if that is a terminal."""
    if not sys.stderr.isatty():
        yield lambda _: None
        return
    from tqdm import tqdm

    with tqdm(total=total, unit=f" {unit}", file=sys.stderr, dynamic_ncols=True, leave=False) as bar:
        yield lambda more: _grow(bar, more)


def _grow(bar: Any, more: int) -> None:
    """Fill the bar further; where there were more than had been thought, the whole grows."""
    bar.total = max(bar.total, bar.n + more)
    bar.update(more)
