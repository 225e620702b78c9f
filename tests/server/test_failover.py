"""Two hosts on one PostgreSQL behind nginx, as the recipe has them: one is killed in the middle, and nobody notices."""

import asyncio
import subprocess
import sys
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest
from databases import Cluster
from hosts import Process, free_port
from shelved import SMALL
from sqlalchemy import func, select

from game.server import tables as t
from game.server.speed.classroom import Pace, Taken, at_work
from game.server.speed.servers import RECIPE, behind_nginx, recipe_for
from game.server.speed.stage import Stage, script, staged
from game.server.store import open_store

SEATS = 30
SECONDS = 12.0


@pytest.fixture
def pair(cluster: Cluster, tmp_path: Path) -> Iterator[tuple[str, Stage, list[Process], tuple[str, int]]]:
    """A running contest on PostgreSQL, two hosts of it, and the address of nginx before them."""
    url = cluster.new_with_tables()
    stage = staged(url, SEATS)
    tmp_path.chmod(0o755)
    with ExitStack() as stack:
        running = [Process(url, free_port(), tmp_path / f"host-{number}.log") for number in range(2)]
        for process in running:
            stack.callback(process.kill)
            process.ready()
        addresses = [("127.0.0.1", int(process.url.rpartition(":")[2])) for process in running]
        try:
            address = stack.enter_context(behind_nginx(addresses, tmp_path))
        except FileNotFoundError:
            pytest.skip("the program `nginx` is not installed")
        yield url, stage, running, address


def test_one_of_two_hosts_is_killed_and_every_action_is_done_once(
    pair: tuple[str, Stage, list[Process], tuple[str, int]],
) -> None:
    url, stage, running, address = pair

    async def play() -> Taken:
        working = asyncio.create_task(at_work(address, stage.seats, script(), Pace(SECONDS, 1.0, 1.0)))
        await asyncio.sleep(SECONDS / 2)
        running[0].kill()
        return await working

    taken = asyncio.run(play())
    assert taken.errors == 0
    assert len(taken.latencies) >= SEATS * (SECONDS - 3)
    with open_store(url) as store:
        runs = store.read(lambda c: c.execute(select(t.runs.c.id, t.runs.c.version)).all())
        turns = store.read(lambda c: c.execute(select(t.turns.c.run, func.count()).group_by(t.turns.c.run)).all())
    assert {row.run: row[1] for row in turns} == {run.id: run.version for run in runs}
    audited = subprocess.run(
        [sys.executable, "-m", "game", "contest", "audit", "--db", url],
        capture_output=True,
        text=True,
        cwd=SMALL.parents[2],
        check=False,
    )
    assert audited.returncode == 0, audited.stdout + audited.stderr


def test_the_recipe_names_two_hosts_and_passes_streams_at_once() -> None:
    recipe = RECIPE.read_text(encoding="utf-8")
    assert recipe.count("server 127.0.0.1:") == 2
    made = recipe_for([("127.0.0.1", 1), ("127.0.0.1", 2), ("127.0.0.1", 3)], 4, Path("/somewhere"))
    assert made.count("        server 127.0.0.1:") == 3
    assert "listen 127.0.0.1:4;" in made
    for line in ("proxy_buffering off;", "non_idempotent", "keepalive_timeout 75s;"):
        assert line in recipe
