"""The server of a host's requests: uvicorn, with streams that end when it is told to stop."""

from threading import Thread
from types import FrameType

import uvicorn
from fastapi import FastAPI


class StoppingServer(uvicorn.Server):
    """Ends all streams at the first signal to stop; pages come back by themselves, to another process or later.

    A server that waits for its connections would wait for each stream until its patience is over.
    """

    def handle_exit(self, sig: int, frame: FrameType | None) -> None:
        """Note that it is time to stop."""
        super().handle_exit(sig, frame)
        app = self.config.app
        bus = getattr(app.state, "bus", None) if isinstance(app, FastAPI) else None
        if bus is not None:
            # Closing waits for threads, and a signal must not.
            Thread(target=bus.close, name="stopping", daemon=True).start()
