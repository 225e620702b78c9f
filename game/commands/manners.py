"""How every command ends: a sentence instead of a traceback, and the exit code that goes with it."""

import os
import sys
from collections.abc import Callable
from typing import Final

FINE: Final = 0
FAULTS: Final = 1
CANNOT: Final = 2
_INTERRUPTED: Final = 130


class Refused(Exception):
    """Raised where a command cannot do what was asked. The message is a sentence for whoever typed it."""

    def __init__(self, sentence: str, code: int = FAULTS) -> None:
        super().__init__(sentence)
        self.code = code


def run_politely(command: Callable[[], int]) -> int:
    """Run a command and return its exit code; what went wrong is said in a sentence on the error stream."""
    _speak_any_language()
    try:
        code = command()
        sys.stdout.flush()
    except Refused as refused:
        complain(str(refused))
        return refused.code
    except KeyboardInterrupt:
        complain("Stopped.")
        return _INTERRUPTED
    except BrokenPipeError:
        # Whoever read our output has had enough. Python would complain again when it flushes at exit.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return FINE
    except OSError as error:
        # Rights, full disks and lost network folders; whatever a command expects, it says better itself.
        complain(f"{error.filename or 'A file'}: {error.strerror or error}.")
        return FAULTS
    return code


def complain(sentence: str) -> None:
    """Say what is wrong, apart from the output."""
    print(sentence, file=sys.stderr)


def print_json(data: object) -> None:
    """Print data as JSON that a person can read too."""
    import json

    print(json.dumps(data, indent=2, ensure_ascii=False))


def _speak_any_language() -> None:
    """Print what a narrow terminal cannot show as a question mark rather than fail."""
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            reconfigure(errors="replace")
