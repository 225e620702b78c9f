"""One voice: says one thing after another in processes of the speech engine, and is silent at once when told."""

import subprocess
import sys
from collections import deque
from collections.abc import Sequence
from dataclasses import dataclass
from threading import Condition, Thread

from game.ui.speech.engines import Engine

_QUIETLY = getattr(subprocess, "CREATE_NO_WINDOW", 0) if sys.platform == "win32" else 0


@dataclass(frozen=True, slots=True)
class _Task:
    words: str
    language: str
    pace: int


class Voice:
    """Speaks through the first of the engines that can. Every call returns at once; a thread waits for the engine."""

    def __init__(self, engines: Sequence[Engine]) -> None:
        self._engines = list(engines)
        self._waiting: deque[_Task] = deque()
        self._changed = Condition()
        self._process: subprocess.Popen[bytes] | None = None
        self._thread: Thread | None = None
        self._busy = self._hushed = self._closed = False

    @property
    def engine(self) -> Engine | None:
        """The engine that is asked next; None when there is none, or none that works."""
        return self._engines[0] if self._engines else None

    @property
    def speaking(self) -> bool:
        """Whether something is being said or waits to be."""
        return self._busy or bool(self._waiting)

    def say(self, words: str, *, language: str = "en", pace: int = 100) -> None:
        """Say the words after what is being said. Nothing happens where no engine works."""
        if self.engine is None or not words.strip():
            return
        with self._changed:
            self._waiting.append(_Task(words, language, pace))
            if self._thread is None:
                self._thread = Thread(target=self._work, name="voice", daemon=True)
                self._thread.start()
            self._changed.notify_all()

    def hush(self) -> None:
        """Stop speaking, and forget what was still to be said."""
        with self._changed:
            self._waiting.clear()
            self._hushed = self._busy
            if self._process is not None:
                self._process.terminate()

    def wait(self, seconds: float) -> bool:
        """Wait until everything is said, so long at most; return whether it was."""
        with self._changed:
            return self._changed.wait_for(lambda: not self.speaking, seconds)

    def close(self) -> None:
        """Stop speaking for good."""
        with self._changed:
            self._closed = True
            self._changed.notify_all()
        self.hush()

    # -- in the thread ---------------------------------------------------------------------------------

    def _work(self) -> None:
        while True:
            with self._changed:
                self._changed.wait_for(lambda: self._waiting or self._closed)
                if self._closed:
                    return
                task = self._waiting.popleft()
                self._busy, self._hushed = True, False
            while self.engine is not None and not self._spoken(self.engine, task):
                self._engines.pop(0)
            with self._changed:
                self._busy = False
                self._changed.notify_all()

    def _spoken(self, engine: Engine, task: _Task) -> bool:
        """Have the engine say it; False when it cannot. Being hushed is no failure."""
        command, text = engine.speaking(task.words, task.language, task.pace)
        nothing = subprocess.DEVNULL
        try:
            process = subprocess.Popen(  # noqa: S603 (a program found on the system, and words that are only words)
                command, stdin=subprocess.PIPE, stdout=nothing, stderr=nothing, creationflags=_QUIETLY
            )
        except OSError:
            return False
        with self._changed:
            self._process = process
            if self._hushed:
                process.terminate()
        process.communicate(text.encode())
        with self._changed:
            self._process = None
            hushed = self._hushed
        if hushed and engine.stopping():
            subprocess.run(engine.stopping(), check=False, stdout=nothing, stderr=nothing)  # noqa: S603 (as above)
        return hushed or process.returncode == 0
