"""A network between seats and their host that can be cut."""

import socket
import threading
from contextlib import suppress


class Gate:
    """Passes connections on to a port of this machine; while it is shut, it hangs up on everybody."""

    def __init__(self, port: int) -> None:
        self._port = port
        self._listening = socket.create_server(("127.0.0.1", 0))
        self.url = f"http://127.0.0.1:{self._listening.getsockname()[1]}"
        self._is_open = True
        self._lines: list[socket.socket] = []
        self._threads = [threading.Thread(target=self._take_calls)]

    def __enter__(self) -> "Gate":
        self._threads[0].start()
        return self

    def __exit__(self, *_: object) -> None:
        self.shut()
        # Closing alone does not wake whoever is waiting for calls.
        with suppress(OSError):
            self._listening.shutdown(socket.SHUT_RDWR)
        self._listening.close()
        for thread in self._threads:
            thread.join()

    def shut(self) -> None:
        self._is_open = False
        for line in self._lines:
            with suppress(OSError):
                line.shutdown(socket.SHUT_RDWR)
            line.close()
        self._lines.clear()

    def open(self) -> None:
        self._is_open = True

    def _take_calls(self) -> None:
        while True:
            try:
                caller, _ = self._listening.accept()
            except OSError:
                return
            if not self._is_open:
                caller.close()
                continue
            host = socket.create_connection(("127.0.0.1", self._port))
            self._lines += [caller, host]
            for one, other in ((caller, host), (host, caller)):
                self._threads.append(threading.Thread(target=self._pass_on, args=(one, other)))
                self._threads[-1].start()

    def _pass_on(self, one: socket.socket, other: socket.socket) -> None:
        with suppress(OSError):
            while part := one.recv(65_536):
                other.sendall(part)
        for line in (one, other):
            with suppress(OSError):
                line.shutdown(socket.SHUT_RDWR)
