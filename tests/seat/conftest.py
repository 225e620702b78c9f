"""A host that really answers, with a running contest, for the tests of seats."""

import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

sys.path += [str(Path(__file__).parents[1] / folder) for folder in ("server", "text")]

from hosts import TO_RUNNING, Contest, Served, new_contest, opened, served
from seats import Room

from game.server.limits import Limiter, Limits


@pytest.fixture
def server(tmp_path: Path) -> Iterator[Served]:
    """A host on a port of its own, by the computer's clock, that lets seats hurry."""
    with opened(f"sqlite:///{tmp_path}/host.db") as host, served(host) as server:
        usual = Limits.usual(host.clock)
        hurried = Limiter(10_000, 1, host.clock)
        server.app.state.limits = replace(usual, actions=hurried, looks=hurried)
        yield server


@pytest.fixture
def contest(server: Served) -> Contest:
    """A contest that runs."""
    return new_contest(server.host, None, *TO_RUNNING)


@pytest.fixture
def room(server: Served, tmp_path: Path) -> Iterator[Room]:
    here = Room(server, tmp_path)
    yield here
    here.leave()
