"""What a host acknowledged survives its being killed."""

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

from noting import noted

from game.server.store import open_store

HOST = Path(__file__).with_name("killed_host.py")
LIVES = 3


def acknowledged_until_killed(url: str, name: str, after: int) -> list[str]:
    """Start a host, kill it when it has acknowledged `after` jobs, and return all that it did acknowledge."""
    with subprocess.Popen([sys.executable, HOST, url, name], stdout=subprocess.PIPE, text=True) as host:
        assert host.stdout is not None
        lines = [host.stdout.readline() for _number in range(after)]
        host.kill()
        lines += host.stdout.readlines()
    return [line.strip() for line in lines if line.endswith("\n")]


def test_every_acknowledged_job_is_there_once_and_no_failed_one(new_database: Callable[[], str]) -> None:
    url = new_database()
    acknowledged = [
        line for life in range(LIVES) for line in acknowledged_until_killed(url, str(life), after=100 + 50 * life)
    ]
    with open_store(url) as store:
        kept = store.read(noted)
    assert len(acknowledged) >= 450
    assert set(acknowledged) <= set(kept)
    assert set(kept.values()) == {1}
    assert "undone" not in kept
