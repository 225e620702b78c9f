"""After the last session: the score and everything it rests on."""

from pathlib import Path

from game.report import CannotExport, Section, page, save, sections, table
from game.text.comparing import compare
from game.text.console import Console, gone_back
from game.text.desk import Desk
from game.words import _


def debrief(desk: Desk) -> None:
    """Show the report in short, then whatever part of it is asked for."""
    console = desk.console
    console.help = lambda: _help(console)
    report = desk.look.report
    parts = sections(report)
    show_section(console, parts[0])
    console.say()
    console.say(_("What else? Each number in the report is a turn: “go 12” shows what was said there."))
    while True:
        prompt = _("Number, “go TURN”, “save FILE”, or Enter to finish")
        chosen = console.choose([part.title for part in parts], prompt)
        if isinstance(chosen, int):
            show_section(console, parts[chosen])
        elif gone_back(chosen):
            return
        else:
            _command(desk, chosen)


def show_section(console: Console, part: Section) -> None:
    """Print one part of the report."""
    console.heading(part.title)
    for line in part.lines:
        words = line.lstrip()
        console.say(words, indent=len(line) - len(words))


def _command(desk: Desk, typed: str) -> None:
    word, _space, rest = typed.partition(" ")
    match word.casefold():
        case "go" if rest.strip().isdecimal():
            _go(desk, int(rest))
        case "save" if rest.strip():
            _save(desk, Path(rest.strip()))
        case "compare" if desk.look.can_go_back:
            compare(desk)
        case _:
            desk.console.say(_("Type a number from the list, “go” and a turn, or “save” and a file name."))


def _go(desk: Desk, turn: int) -> None:
    """Show a turn with the two before and after it."""
    lines = tuple(line for line in desk.transcript if turn - 2 <= line.turn <= turn + 2)
    if not any(line.turn == turn for line in lines):
        desk.console.say(_("Nothing was said in turn {turn}.", turn=turn))
    for line in lines:
        marker = "=>" if line.turn == turn else "  "
        desk.console.say(f"{marker} " + _("Turn {turn}", turn=line.turn), "note")
        desk.show((line,))


def _save(desk: Desk, path: Path) -> None:
    """Keep the report: as a table where the name ends in .csv, else as a page."""
    as_table = path.suffix.casefold() == ".csv"
    try:
        written = save(path, table(desk.look.report) if as_table else page(desk.look.report, desk.transcript))
    except CannotExport as error:
        desk.console.say(str(error))
        return
    if as_table:
        desk.console.say(_("Saved as a table for any spreadsheet: {path}", path=written))
    else:
        desk.console.say(_("Saved as a page for any browser: {path}", path=written))


def _help(console: Console) -> None:
    console.heading(_("Help"))
    console.say(_("Type the number of a part to read it."))
    console.say(_("go TURN: what was said in that turn, and around it"), indent=2)
    console.say(_("save FILE: the whole report as one page for a browser, to keep or to print"), indent=2)
    console.say(_("save FILE.csv: its numbers as a table for a spreadsheet"), indent=2)
    console.say(_("compare: what was gone back on, beside how it went in the end"), indent=2)
    console.say(_("Enter or quit: finish"), indent=2)
