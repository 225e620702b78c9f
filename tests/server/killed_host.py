"""A host that writes until it is killed: `python killed_host.py URL NAME`. Prints what was acknowledged, a line each.

Now and then a job fails after it wrote, so that groups are undone and done again.
"""

import asyncio
import sys
from itertools import count

from noting import note
from sqlalchemy import Connection

from game.server.store import Store, open_store


def stumble(connection: Connection) -> None:
    note("undone")(connection)
    raise ZeroDivisionError


async def write_for_ever(store: Store, name: str) -> None:
    for number in count():
        if number % 7 == 3:
            try:
                await store.written(stumble)
            except ZeroDivisionError:
                continue
        print(await store.written(note(f"{name} {number}")), flush=True)


async def main(url: str, name: str) -> None:
    store = open_store(url)
    await asyncio.gather(*(write_for_ever(store, f"{name} {writer}") for writer in range(12)))


if __name__ == "__main__":
    asyncio.run(main(*sys.argv[1:]))
