"""The command `sixteen-weeks`: its words and options. What each command does lies in `game.commands`, imported late.

Exit codes: 0 fine, 1 the input has faults (all of them are named), 2 it cannot run here or was not asked properly.
"""

import argparse
import sys
from collections.abc import Sequence
from importlib import import_module
from pathlib import Path

from game import __version__

COMMANDS = (
    "play",
    "resume",
    "check",
    "new",
    "preview",
    "import",
    "schema",
    "replay",
    "score",
    "report",
    "audit",
    "diagram",
    "cohort",
    "bench",
    "items",
    "speed",
    "history",
    "screenshots",
    "serve",
    "contest",
    "join",
)
_MODULES = {"import": "importing"}
"""Commands whose word Python keeps for itself."""
_EPILOG = """\
Without a command the window opens. `sixteen-weeks --text` plays in this terminal.
It is a training exercise: the scores have not been validated, and nothing leaves this machine."""
_A_RECORD = "a log, or an exemplar (exemplar.yaml, careless.yaml)"


def main(argv: Sequence[str] | None = None) -> int:
    """Run the command line and return its exit code; never a traceback for what a person did."""
    words = list(sys.argv[1:] if argv is None else argv)
    if not words or (words[0].startswith("-") and words[0] not in ("-h", "--help", "--version")):
        words.insert(0, "play")
    if not words[0].startswith("-") and words[0] not in COMMANDS:
        return _unknown(words[0])
    options = _parser().parse_args(words)
    from game.commands.manners import run_politely

    return run_politely(
        lambda: int(import_module(f"game.commands.{_MODULES.get(options.command, options.command)}").run(options))
    )


def _unknown(word: str) -> int:
    from difflib import get_close_matches  # only mistakes need it

    near = get_close_matches(word, COMMANDS, n=1)
    guess = f" Did you mean “{near[0]}”?" if near else ""
    sys.stderr.write(f"There is no command “{word}”.{guess} The commands are {', '.join(COMMANDS)}.\n")
    return 2


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="sixteen-weeks",
        description="A training simulator for Interpersonal Psychotherapy: treat a virtual patient, "
        "be scored to the manual.",
        epilog=_EPILOG,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("--version", action="version", version=f"sixteen-weeks {__version__}")
    commands = parser.add_subparsers(dest="command", metavar="COMMAND", title="commands")
    _add_play(commands)
    _add_records(commands)
    _add_for_authors(commands)
    _add_for_classrooms(commands)
    return parser


def _add_for_classrooms(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    serve = commands.add_parser("serve", help="be the host of contests for a classroom")
    _add_database(serve)
    serve.add_argument("--port", type=int, default=8016, help="where it listens (8016)")
    serve.add_argument(
        "--listen", metavar="ADDRESS", help="127.0.0.1 for this machine alone; the whole network if left out"
    )
    serve.add_argument("--public-url", metavar="URL", help="what seats type or scan, when a proxy stands before it")
    serve.add_argument(
        "--reach",
        action="append",
        metavar="NETWORK",
        help="a private network, such as 10.0.0.0/8, where learning platforms and record stores may be called",
    )
    serve.add_argument(
        "--lrs",
        metavar="URL",
        help="a learning record store for xAPI statements; its KEY:SECRET in the variable SIXTEEN_WEEKS_LRS_KEY",
    )
    join = commands.add_parser("join", help="take a seat in a contest")
    join.add_argument("where", metavar="CODE@HOST", help="as on the wall: KR4T-9XWM@192.168.1.20, or the whole address")
    join.add_argument("--text", action="store_true", help="play in this terminal")
    join.add_argument("--name", help="what to be called, where the contest lets everybody choose")
    join.add_argument("--words", metavar="WORDS", help="your four words, to take your seat again")
    contest = commands.add_parser("contest", help="look after contests: list, audit, export, delete")
    contest.add_argument("what", choices=("list", "audit", "export", "purge", "delete"))
    contest.add_argument("code", nargs="?", metavar="CODE", help="the contest's code; all of them if left out")
    contest.add_argument("--to", type=Path, metavar="FOLDER", help="export: where the files go")
    _add_database(contest)
    _add_json(contest)


def _add_database(command: argparse.ArgumentParser) -> None:
    command.add_argument("--db", metavar="URL", help="sqlite:///FILE or postgresql://…; your own file if left out")


def _add_play(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    play = commands.add_parser("play", help="treat a patient (the window, or --text)")
    play.add_argument(
        "case", nargs="?", help="a case on the shelf, or a folder with a case.yaml; asked for if left out"
    )
    play.add_argument("--text", action="store_true", help="play in this terminal")
    play.add_argument("--seed", type=_seed, help="a whole number; the same seed gives the same patient's luck")
    play.add_argument("--mode", choices=("guided", "practice", "exam"), help="how much help there is")
    play.add_argument("--variant", help="the case under other names: the id of one of its variants")
    play.add_argument("--sessions", type=int, choices=(8, 12, 16), help="length of the treatment")
    play.add_argument("--realistic", action="store_true", help="symptoms follow published outcomes, with much chance")
    play.add_argument("--log", type=Path, metavar="FILE", help="where to keep the treatment")
    resume = commands.add_parser("resume", help="go on with a treatment")
    resume.add_argument("log", type=Path, metavar="LOG")
    resume.add_argument("--text", action="store_true", help="play in this terminal")
    _add_case(resume)


def _add_records(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    for name, words in (
        ("replay", "what was said, up to any turn"),
        ("score", "the profile and the composite, with the turns they rest on"),
        ("report", "the debrief of a finished treatment"),
        ("audit", "decide every action again and compare"),
    ):
        command = commands.add_parser(name, help=words)
        command.add_argument("log", type=Path, metavar="LOG", help=_A_RECORD)
        _add_case(command)
        _add_json(command)
        if name == "replay":
            command.add_argument("--to", type=int, metavar="TURN", help="stop after this turn")
        if name == "report":
            command.add_argument("--html", type=Path, metavar="FILE", help="write the report as one HTML page")
            command.add_argument("--csv", type=Path, metavar="FILE", help="write its numbers as a table (CSV)")


def _add_for_authors(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    check = commands.add_parser("check", help="find every mistake in cases and exemplars")
    check.add_argument("paths", nargs="*", type=Path, metavar="PATH", help="folders or files; the shelf if left out")
    _add_json(check)
    check.add_argument("--sarif", action="store_true", help="print data as SARIF, for code hosts and editors")
    check.add_argument("--fix", action="store_true", help="mend what is mechanical: typos, spaces, quotes")
    check.add_argument("--spelling", action="store_true", help="name words that may be misspelt as well")
    check.add_argument("--strict", action="store_true", help="warnings count as mistakes too")
    check.add_argument("--explain", metavar="CODE", help="what a code such as SW214 means, or “all”")
    _add_for_educators(commands)
    diagram = commands.add_parser("diagram", help="the pathway of the treatment, as Mermaid text")
    _add_json(diagram)
    cohort = commands.add_parser("cohort", help="many treatments by a scripted therapist")
    cohort.add_argument("case", nargs="?", help="a case; every case on the shelf if left out")
    cohort.add_argument("--policy", help="which therapist; with --table the mixed one if left out")
    cohort.add_argument("--n", type=_positive, default=40, help="how many treatments (40)")
    cohort.add_argument("--seed", type=_seed, default=0, help="seed of the first; the others count up (0)")
    cohort.add_argument("--workers", type=_positive, default=1, help="processes to share the work (1)")
    cohort.add_argument("--realistic", action="store_true", help="symptoms follow published outcomes")
    cohort.add_argument("--table", action="store_true", help="compare with the published figures")
    _add_json(cohort)
    _add_bench(commands)
    speed = commands.add_parser("speed", help="how fast the program is here")
    speed.add_argument("what", choices=("ui", "server"), help="ui: the window; server: a host of contests")
    speed.add_argument("--db", metavar="URL", help="server: an empty PostgreSQL database, to measure that too")
    speed.add_argument("--short", action="store_true", help="server: a few seconds of each, to see that it works")
    _add_json(speed)
    _add_history(commands)
    _add_screenshots(commands)


def _add_bench(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    bench = commands.add_parser("bench", help="whether a case is fair: solvable, not guessable, not to be got round")
    bench.add_argument("case", nargs="?", help="a case on the shelf, or a folder with a case.yaml")
    bench.add_argument("--all", action="store_true", help="every case of the shelf, ranked")
    bench.add_argument("--n", type=_positive, default=20, help="treatments by each therapist (20)")
    bench.add_argument("--seed", type=_seed, default=1, help="seed of the first; the others count up (1)")
    bench.add_argument("--workers", type=_positive, help="processes to share the work (one for each processor)")
    bench.add_argument("--dask", metavar="ADDRESS", help="share the work on the Dask cluster with this scheduler")
    bench.add_argument("--reliability", action="store_true", help="how far the score over several cases can be trusted")
    bench.add_argument("--learners", type=_positive, default=500, help="simulated learners for --reliability (500)")
    bench.add_argument("--cases", type=_positive, default=8, help="at most so many cases for --reliability (8)")
    bench.add_argument("--unheard", action="store_true", help="list the lines that nobody heard")
    bench.add_argument("--html", type=Path, metavar="FILE", help="write a page with pictures")
    _add_json(bench)
    items = commands.add_parser("items", help="how hard facts, tasks and criteria were in real treatments")
    items.add_argument("logs", nargs="+", type=Path, metavar="LOG", help="logs, or folders of logs")
    _add_case(items)
    items.add_argument("--csv", type=Path, metavar="FILE", help="write the numbers as a table (CSV)")
    items.add_argument("--html", type=Path, metavar="FILE", help="write a page with pictures")
    _add_json(items)


def _add_for_educators(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    new = commands.add_parser("new", help="begin a case: a few questions, and it already plays")
    new.add_argument("folder", nargs="?", type=Path, metavar="FOLDER", help="where to; named like the case")
    for name in (
        "id",
        "name",
        "age",
        "pronouns",
        "occupation",
        "style",
        "sessions",
        "area",
        "subject",
        "rival",
        "friend",
    ):
        new.add_argument(f"--{name}", metavar="ANSWER", help=argparse.SUPPRESS if name == "id" else None)
    new.add_argument("--usual", action="store_true", help="ask nothing: take the usual answer where none is given")
    preview = commands.add_parser("preview", help="play a case with its hidden side visible, while you write it")
    preview.add_argument("case", metavar="CASE", help="a folder with a case.yaml, or a case on the shelf")
    preview.add_argument(
        "--session", type=_positive, default=1, metavar="N", help="the expert plays up to this session"
    )
    preview.add_argument("--seed", type=_seed, default=1, help="a whole number (1)")
    bring = commands.add_parser("import", help="begin a case from a Patient-Psi model or an AgentClinic record (JSON)")
    bring.add_argument("file", type=Path, metavar="FILE")
    bring.add_argument("--to", type=Path, metavar="FOLDER", required=True, help="the case's folder, or theirs")
    _add_json(bring)
    schema = commands.add_parser("schema", help="the shape of a case as JSON Schema, for editors")
    schema.add_argument("--out", type=Path, metavar="FILE", help="write it to a file")
    schema.add_argument("--markdown", action="store_true", help="the reference of every key, as in scenarios/README.md")


def _add_history(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    history = commands.add_parser("history", help="what was played here, personal bests, skills; your own data")
    history.add_argument("--export", type=Path, metavar="FILE", help="write everything of yours into one zip file")
    history.add_argument("--delete-all", action="store_true", help="delete everything of yours, after a question")
    _add_json(history)


def _add_screenshots(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    pictures = commands.add_parser("screenshots", help="pictures of the eight main screens")
    pictures.add_argument(
        "--to", type=Path, metavar="FOLDER", default=Path("assets/screenshots"), help="where to (assets/screenshots)"
    )
    pictures.add_argument("--size", type=_size, default=(1280, 720), metavar="WxH", help="of the window (1280x720)")
    pictures.add_argument("--text", type=int, default=100, help="size of the text in percent (100)")
    pictures.add_argument("--theme", default="light", help="light, dark, high_contrast (light)")
    pictures.add_argument("--language", default="en", help="of the game's own words (en)")


def _add_case(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--case", type=Path, metavar="PATH", help="where the case lies, if not on the shelf or beside")


def _add_json(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--json", action="store_true", help="print data as JSON")


def _seed(word: str) -> int:
    return _whole(word, least=0)


def _positive(word: str) -> int:
    return _whole(word, least=1)


def _size(word: str) -> tuple[int, int]:
    try:
        wide, high = (int(part) for part in word.lower().split("x"))
    except ValueError:
        wide = high = 0
    if not (320 <= wide <= 7680 and 240 <= high <= 4320):
        message = f"“{word}” is not a size such as 1280x720, from 320x240 to 7680x4320"
        raise argparse.ArgumentTypeError(message)
    return wide, high


def _whole(word: str, least: int) -> int:
    try:
        number = int(word)
    except ValueError:
        number = least - 1
    if not least <= number <= 10**9:
        message = f"“{word}” is not a whole number from {least} to 1,000,000,000"
        raise argparse.ArgumentTypeError(message)
    return number
