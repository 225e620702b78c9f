"""What the API says of itself holds: Schemathesis sends what the description allows, and what it does not.

One uvicorn answers all of it, with a contest that is running and a seat in it.
"""

import os
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pytest
import schemathesis
from hosts import TO_RUNNING, Clock, Player, Served, new_contest, served, the_book
from hypothesis import HealthCheck, settings

from game.server.app import create_app
from game.server.conducting import MOST_MINUTES
from game.server.host import Host
from game.server.store import open_store
from game.treatment import OpenSession

MANY = settings(
    max_examples=20 if os.environ.get("HYPOTHESIS_PROFILE") == "ci" else 10,
    deadline=None,
    suppress_health_check=list(HealthCheck),
)
_RUN = re.compile(r"[0-9a-f]{32}")


class Going(Clock):
    """Server time that goes on with every look at it, so that nobody is too fast for long."""

    def __call__(self) -> int:
        self.wait(ms=100)
        return self.now


@dataclass
class Room:
    """A contest that is running, and somebody in it."""

    server: Served
    code: str
    player: Player

    def token(self, case: schemathesis.Case) -> str:
        """Return the token of whoever sends a request; whoever leaves for good is somebody else every time."""
        if case.method == "DELETE":
            leaver = Player.join(self.server, self.code)
            leaver.client.close()
            return str(leaver.told["token"])
        return str(self.player.told["token"])

    def put_right(self, case: schemathesis.Case) -> None:
        """Send whole numbers as such (for JSON Schema 1.0 is one, for a log it is not), and to the run there is."""
        case.body = _whole(case.body)
        if _RUN.fullmatch(str(case.path_parameters.get("run", ""))):
            case.path_parameters["run"] = self.player.run


def _whole(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _whole(each) for key, each in value.items()}
    if isinstance(value, list):
        return [_whole(each) for each in value]
    return int(value) if isinstance(value, float) and value.is_integer() else value


@pytest.fixture(scope="module")
def room(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Room]:
    with open_store(f"sqlite:///{tmp_path_factory.mktemp('api') / 'host.db'}") as store:
        host = Host(store, the_book(), Going())
        contest = new_contest(host, None, *TO_RUNNING, minutes=MOST_MINUTES, span=None, cap=5_000)
        with served(host, ticking=False) as server:
            player = Player.join(server, contest.row.code)
            assert player.act(OpenSession()).status_code == 200
            yield Room(server, contest.row.code, player)
            player.client.close()


def described() -> schemathesis.BaseSchema:
    """Return what a host says of its API."""
    found = schemathesis.openapi.from_dict(create_app(Host(None, the_book())).openapi())  # type: ignore[arg-type]
    # An action can be well put and still be against the rules of the treatment.
    found.config.checks.positive_data_acceptance.expected_statuses += ["400"]
    return found


schema = described()


@schema.hook("filter_query")
def arrives(_context: object, query: dict[str, Any] | None) -> bool:
    """Tell whether all of a query is sent: a list of nothing is not, so that the host cannot find fault with it."""
    return all(value not in (None, [], {}) for value in (query or {}).values())


@schema.parametrize()
@MANY
def test_a_seat_is_answered_as_the_description_says(case: schemathesis.Case, room: Room) -> None:
    room.put_right(case)
    case.call_and_validate(base_url=room.server.url, headers={"Authorization": f"Bearer {room.token(case)}"})


@schema.parametrize()
@MANY
def test_a_stranger_is_answered_as_the_description_says(case: schemathesis.Case, room: Room) -> None:
    room.put_right(case)
    case.call_and_validate(base_url=room.server.url)


@schema.parametrize()
@MANY
def test_somebody_with_a_wrong_token_is_answered_as_the_description_says(case: schemathesis.Case, room: Room) -> None:
    room.put_right(case)
    case.call_and_validate(base_url=room.server.url, headers={"Authorization": "Bearer nobody"})
