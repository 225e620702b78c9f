"""How every command ends."""

import errno
import json
import os

import pytest

from game.commands.manners import CANNOT, FAULTS, FINE, Refused, print_json, run_politely


def raising(error: BaseException):
    def command() -> int:
        raise error

    return command


@pytest.mark.parametrize(
    ("error", "code", "sentence"),
    [
        (Refused("No such thing."), FAULTS, "No such thing.\n"),
        (Refused("Not here.", CANNOT), CANNOT, "Not here.\n"),
        (KeyboardInterrupt(), 130, "Stopped.\n"),
        (PermissionError(errno.EACCES, os.strerror(errno.EACCES), "/a/b"), FAULTS, "/a/b: Permission denied.\n"),
        (OSError("odd"), FAULTS, "A file: odd.\n"),
    ],
)
def test_what_goes_wrong_is_a_sentence_and_a_code(
    capsys: pytest.CaptureFixture[str], error: BaseException, code: int, sentence: str
) -> None:
    assert run_politely(raising(error)) == code
    assert capsys.readouterr().err == sentence


def test_a_mistake_of_ours_is_not_hidden() -> None:
    with pytest.raises(ZeroDivisionError):
        run_politely(raising(ZeroDivisionError()))


def test_the_code_of_a_command_is_kept() -> None:
    assert run_politely(lambda: FINE) == 0
    assert run_politely(lambda: FAULTS) == 1


def test_json_keeps_letters_as_they_are(capsys: pytest.CaptureFixture[str]) -> None:
    print_json({"name": "João"})
    shown = capsys.readouterr().out
    assert "João" in shown
    assert json.loads(shown) == {"name": "João"}
