"""`new`: a commented case that already plays, from a few answers in the terminal, by options, or through a pipe."""

import sys
from argparse import Namespace
from pathlib import Path

from game.author.new_case import QUESTIONS, Question, case_text, refusal
from game.author.new_case.answers import conflict
from game.case import CASE_FILE
from game.commands.manners import CANNOT, FINE, Refused, complain
from game.reading import is_file

_SCHEMA = "case.schema.json"


def run(options: Namespace) -> int:
    """Ask what is not given, write the case, and say what to do next. Never writes over a case."""
    folder: Path | None = options.folder
    given = {question.key: getattr(options, question.key) for question in QUESTIONS}
    if folder is not None and given["id"] is None:
        given["id"] = folder.name
    answers: dict[str, str] = {}
    for question in QUESTIONS:
        answers[question.key] = _answer(question, given[question.key], usual=options.usual)
    wrong = conflict(answers)
    if wrong is not None:
        raise Refused(wrong, CANNOT)
    home = folder if folder is not None else Path(answers["id"])
    if home.name != answers["id"]:
        raise Refused(f"The folder is called “{home.name}” and the case “{answers['id']}”: give both one name.", CANNOT)
    if is_file(home / CASE_FILE):
        raise Refused(f"There is a case in {home} already.")
    _write(home, case_text(answers))
    print(f"\nWritten to {home / CASE_FILE}: it plays as it is. Next:\n")
    for line in (f"sixteen-weeks play {home} --text", f"sixteen-weeks check {home}", f"sixteen-weeks preview {home}"):
        print(f"  {line}")
    print("\nscenarios/README.md tells how to go on from here.")
    return FINE


def _answer(question: Question, given: str | None, *, usual: bool) -> str:
    """Return the answer given, or asked for now. Raises Refused for one given that cannot be taken."""
    if given is not None or usual:
        answer = question.usual if given is None else given
        wrong = refusal(question, answer)
        if wrong is not None:
            raise Refused(f"--{question.key} “{answer}”: {wrong}", CANNOT)
        return answer
    among = f" ({', '.join(question.among)})" if question.among else ""
    while True:
        sys.stdout.write(f"{question.words}{among} [{question.usual}]: ")
        sys.stdout.flush()
        # Where the input has ended, the usual answer is taken, which is never refused.
        answer = sys.stdin.readline().strip() or question.usual
        wrong = refusal(question, answer)
        if wrong is None:
            return answer
        complain(wrong)


def _write(home: Path, text: str) -> None:
    import json

    from game.author.schema import json_schema
    from game.manual import load_manual

    home.mkdir(parents=True, exist_ok=True)
    schema = json.dumps(json_schema(load_manual()), ensure_ascii=False)
    (home / _SCHEMA).write_text(f"{schema}\n", encoding="utf-8", newline="\n")
    with (home / CASE_FILE).open("x", encoding="utf-8", newline="\n") as file:
        file.write(text)
