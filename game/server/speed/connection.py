"""One connection that is kept open, as a seat's client keeps it.

A measuring client must cost next to nothing beside what it measures: httpx spends more on a request than the host on
its answer, so this speaks just enough HTTP/1.1 over asyncio's streams.
"""

import asyncio
import contextlib
from collections.abc import AsyncIterator

_LONGEST_LINE = 1 << 16


class Connection:
    """A connection to `host:port`, opened when it is first used and again after it was lost."""

    def __init__(self, host: str, port: int, headers: str) -> None:
        self._host, self._port, self._headers = host, port, headers
        self._open: tuple[asyncio.StreamReader, asyncio.StreamWriter] | None = None

    async def ask(self, method: str, path: str, body: bytes = b"") -> tuple[int, bytes]:
        """Send a request and return status and body of the answer. Raises OSError where the connection is lost."""
        try:
            reader, writer = await self._connected()
            writer.write(self._head(method, path, len(body)) + body)
            status, headers = await _head_of(reader)
            length = int(headers.get(b"content-length", b"0"))
            answer = await reader.readexactly(length)
        except (OSError, EOFError) as error:
            await self.close()
            raise ConnectionError(str(error)) from error
        if headers.get(b"connection") == b"close":
            await self.close()
        return status, answer

    async def stream(self, path: str) -> AsyncIterator[bytes]:
        """Yield the lines of a stream of events as they come, until it ends."""
        reader, writer = await self._connected()
        writer.write(self._head("GET", path, 0))
        status, _headers = await _head_of(reader)
        while status == 200 and (line := await reader.readline()):
            yield line.strip()

    async def close(self) -> None:
        """Let go of the connection."""
        if self._open is not None:
            self._open[1].close()
            with contextlib.suppress(OSError):
                await self._open[1].wait_closed()
        self._open = None

    async def _connected(self) -> tuple[asyncio.StreamReader, asyncio.StreamWriter]:
        if self._open is None:
            self._open = await asyncio.open_connection(self._host, self._port, limit=_LONGEST_LINE)
        return self._open

    def _head(self, method: str, path: str, length: int) -> bytes:
        lines = f"{method} {path} HTTP/1.1\r\nHost: {self._host}:{self._port}\r\n{self._headers}"
        return f"{lines}Content-Type: application/json\r\nContent-Length: {length}\r\n\r\n".encode()


async def _head_of(reader: asyncio.StreamReader) -> tuple[int, dict[bytes, bytes]]:
    status = int((await _line(reader)).split()[1])
    headers: dict[bytes, bytes] = {}
    while line := await _line(reader):
        name, _colon, value = line.partition(b":")
        headers[name.strip().lower()] = value.strip().lower()
    return status, headers


async def _line(reader: asyncio.StreamReader) -> bytes:
    line = await reader.readline()
    if not line:
        raise EOFError("the host has closed the connection")
    return line.strip()
