"""Real hosts for measuring: processes of their own on loopback, alone or behind nginx."""

import contextlib
import os
import re
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from http.client import HTTPConnection
from pathlib import Path
from typing import Final

from game.resources import scenarios_folder

RECIPE: Final = Path(__file__).parent.parent / "nginx.conf"
"""How several hosts stand behind one address; the file that the README's recipe names."""
_LOOPBACK: Final = "127.0.0.1"
_PATIENCE: Final = 30.0


@contextlib.contextmanager
def hosts(url: str, number: int = 1) -> Iterator[list[tuple[str, int]]]:
    """Run so many hosts on one database, and give their addresses."""
    ports = [free_port() for _host in range(number)]
    running = [_host(url, port) for port in ports]
    try:
        for port in ports:
            _wait_for(port)
        yield [(_LOOPBACK, port) for port in ports]
    finally:
        for process in running:
            process.terminate()
        for process in running:
            process.wait(_PATIENCE)


@contextlib.contextmanager
def behind_nginx(addresses: list[tuple[str, int]], folder: Path) -> Iterator[tuple[str, int]]:
    """Put nginx before hosts by the recipe, and give its address. Raises FileNotFoundError where there is no nginx."""
    program = shutil.which("nginx") or shutil.which("nginx", path="/usr/sbin:/usr/local/sbin")
    if program is None:
        raise FileNotFoundError("nginx")
    port = free_port()
    config = folder / "nginx.conf"
    config.write_text(recipe_for(addresses, port, folder), encoding="utf-8")
    command = [program, "-p", str(folder), "-c", str(config), "-g", "daemon off;"]
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)  # noqa: S603
    try:
        _wait_for(port)
        yield _LOOPBACK, port
    finally:
        process.terminate()
        process.wait(_PATIENCE)


def recipe_for(addresses: list[tuple[str, int]], port: int, folder: Path) -> str:
    """Return the recipe with these hosts and this port, keeping what nginx writes in `folder`."""
    servers = "".join(f"        server {host}:{number};\n" for host, number in addresses)
    recipe = RECIPE.read_text(encoding="utf-8")
    recipe = re.sub(r"(?: +server 127[^\n]+\n)+", servers, recipe, count=1)
    recipe = re.sub(r"listen 80;", f"listen {_LOOPBACK}:{port};", recipe)
    places = "".join(
        f"    {kind}_temp_path {folder};\n" for kind in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
    )
    return f"pid {folder}/nginx.pid;\nerror_log {folder}/error.log;\n" + recipe.replace(
        "http {\n", f"http {{\n{places}", 1
    )


def free_port() -> int:
    """Return a port of loopback that nobody listens on just now."""
    with socket.socket() as asking:
        asking.bind((_LOOPBACK, 0))
        return int(asking.getsockname()[1])


def memory_mb(pid: int) -> float | None:
    """Return the resident memory of a process in MB; None where the system does not tell."""
    try:
        pages = int(Path(f"/proc/{pid}/statm").read_text(encoding="ascii").split()[1])
    except (OSError, ValueError):
        return None
    return pages * os.sysconf("SC_PAGE_SIZE") / 1e6


def _host(url: str, port: int) -> "subprocess.Popen[bytes]":
    command = [sys.executable, "-m", "game", "serve", "--db", url, "--port", str(port), "--listen", _LOOPBACK]
    place = scenarios_folder().parent
    return subprocess.Popen(command, stdout=subprocess.DEVNULL, cwd=place)  # noqa: S603


def _wait_for(port: int) -> None:
    until = time.monotonic() + _PATIENCE
    while True:
        try:
            with contextlib.closing(HTTPConnection(_LOOPBACK, port, timeout=5)) as asking:
                asking.request("GET", "/openapi.json")
                asking.getresponse().read()
                return
        except OSError:
            if time.monotonic() > until:
                raise
            time.sleep(0.05)
