"""The pages of the browser's room as things stand now, each with a sentence on top where something was not done."""

import contextlib
from collections import Counter
from collections.abc import Callable, Mapping
from typing import Any, Final

from fastapi import Request, Response
from fastapi.responses import RedirectResponse

from game.manual import AREAS
from game.report.words import RINGS, month_name, ring_name
from game.server.api.asking import host_of
from game.server.refusals import OtherBody, Refused, Stale, TooMany
from game.server.store import Busy
from game.server.web import play_finding as finding
from game.server.web import play_words as words
from game.server.web.play_forms import Pairs
from game.server.web.play_pages import draft_of, formulation_page, procedure_page, workbook_page
from game.server.web.play_seen import Seen, note_seen, seen_by, wants_noting
from game.server.web.templating import page
from game.view.handbook import find_pages, pages
from game.words import _

_NO_STORE: Final = {"Cache-Control": "no-store"}
_PAGES: Final = 12
"""Pages of the manual that are shown at once."""
NOTES: Final[Mapping[str, str]] = {
    "place_person": "circle",
    "place_event": "timeline",
    "pin_fact": "evidence",
    "set_probabilities": "odds",
    "write_note": "notes",
}
"""Where in the workbook each note is made."""


def shown(request: Request, token: str, made: Callable[[Seen], Response]) -> Response:
    """Return a page of the seat's treatment as it is saved; before the start, the way to where one waits."""
    host = host_of(request)
    request.app.state.limits.looks.need(token)
    seen = host.store.read(lambda c: seen_by(host, c, token))
    if seen is None:
        return see("/seat")
    host.sittings.keep(seen.run, seen.sitting)
    if wants_noting(seen):
        # That somebody is here is worth no waiting.
        with contextlib.suppress(Busy):
            host.store.write(lambda c: note_seen(c, seen.place.seat.id, seen.now))
    return made(seen)


def made_page(
    request: Request, template: str, seen: Seen, *, says: str = "", status: int = 200, **values: Any
) -> Response:
    """Return a page of the room; `says` is a sentence about what was not done."""
    return page(request, template, status=status, seen=seen, look=seen.look, says=says, words=words, **values)


def room(
    request: Request,
    seen: Seen,
    *,
    find: str = "",
    group: str = "",
    every: str = "",
    says: str = "",
    status: int = 200,
) -> Response:
    """Return the room: what was said last, what was found, and what else can be done."""
    look, typed = seen.look, " ".join(find.split())
    talking = look.room.in_session and seen.may_act
    return made_page(
        request,
        "play_room.html",
        seen,
        says=says,
        status=status,
        results=finding.results(look, typed, every=bool(every)) if talking and typed else None,
        doors=tuple(finding.doors(look)) if talking else (),
        groups=finding.groups(look) if talking else (),
        group=finding.group(look, group) if talking and group else None,
        lately=finding.lately(look) if talking else (),
        letters=finding.letters(look) if talking else (),
        remarks=words.remarked(look) if look.guided else (),
        looked_back=words.looked_back(look) if look.mode == "practice" and look.turn else None,
    )


def work(
    request: Request, seen: Seen, procedure: str, subject: str | None, *, says: str = "", status: int = 200
) -> Response:
    """Return a procedure's steps, or the list of procedures; the room where none can be worked through now."""
    if not (seen.may_act and seen.look.room.in_session):
        return room(request, seen, says=says, status=status) if says else see("/play")
    view = procedure_page(seen.look, procedure, subject)
    if view is None and procedure:
        return room(request, seen, says=says, status=status) if says else see("/play/work")
    return made_page(request, "play_work.html", seen, says=says, status=status, view=view, address=finding.work_address)


def formulate(
    request: Request, seen: Seen, draft: Mapping[str, list[str]], *, says: str = "", status: int = 200
) -> Response:
    """Return the form of a formulation with its draft; the room where none can be offered now."""
    if not (seen.may_act and seen.look.formulation.can_offer):
        return room(request, seen, says=says, status=status) if says else see("/play")
    made = formulation_page(seen.sitting, seen.look, draft_of(draft))
    return made_page(request, "play_formulate.html", seen, says=says, status=status, made=made)


def contract(
    request: Request,
    seen: Seen,
    kept: Mapping[str, list[str]] | None = None,
    *,
    says: str = "",
    status: int = 200,
) -> Response:
    """Return the form of the contract; the room where none can be agreed now."""
    view = seen.look.formulation
    if not (seen.may_act and view.can_agree):
        return room(request, seen, says=says, status=status) if says else see("/play")
    goals = next((row.goals for row in view.areas if row.id == view.offered), ())
    chosen = (kept or {}).get("goal", [])
    own = [goal for goal in chosen if goal not in goals]
    return made_page(request, "play_contract.html", seen, says=says, status=status, goals=goals, chosen=chosen, own=own)


def workbook(
    request: Request,
    seen: Seen,
    kept: Mapping[str, list[str]] | None = None,
    *,
    says: str = "",
    status: int = 200,
) -> Response:
    """Return the workbook, its forms filled with what was typed and could not be kept."""
    made = workbook_page(seen.look, kept or {})
    names = {"rings": RINGS, "ring_name": ring_name, "month_name": month_name, "areas": AREAS}
    return made_page(request, "play_workbook.html", seen, says=says, status=status, made=made, **names)


def manual(request: Request, seen: Seen, find: str, section: str) -> Response:
    """Return the pages of the manual with some words, or of a section; else the sections."""
    every = tuple(pages(seen.look.book))
    found = find_pages(every, find) if find else tuple(each for each in every if each.section == section)
    kept = found if section and not find else found[:_PAGES]
    sections = Counter(each.section for each in every).items()
    more = len(found) - len(kept)
    return made_page(
        request, "play_manual.html", seen, find=find, section=section, found=kept, more=more, sections=sections
    )


def see(address: str) -> Response:
    """Return the way to another page, to be looked at."""
    return RedirectResponse(address, 303, headers=_NO_STORE)


# -- what was not done -----------------------------------------------------------------------------------


def refused(request: Request, token: str, pairs: Pairs, error: Refused) -> Response:
    """Return the page a form came from, as things stand now, with the sentence and with what was typed."""
    kept: dict[str, list[str]] = {}
    for name, value in pairs:
        kept.setdefault(name, []).append(value)
    says, status = str(error), error.status
    if isinstance(error, Stale | OtherBody):
        says = _("You had gone on from that page already, or somebody else has. This is how things stand now.")

    def made(seen: Seen) -> Response:
        match kept.get("kind", [""])[0]:
            case "take_step":
                procedure, subject = kept.get("procedure", [""])[0], kept.get("subject", [""])[0]
                return work(request, seen, procedure, subject or None, says=says, status=status)
            case "offer_formulation":
                return formulate(request, seen, kept, says=says, status=status)
            case "agree_contract":
                return contract(request, seen, kept, says=says, status=status)
            case kind if kind in NOTES:
                return workbook(request, seen, kept, says=says, status=status)
        return room(request, seen, says=says, status=status)

    return shown(request, token, made)


def not_yet(request: Request, pairs: Pairs, error: Exception) -> Response:
    """Return the page that keeps what was sent, so that it can be sent again: it is done at most once."""
    says = _("The host has a lot to do just now. This may not be saved yet; send it again, and it is done once.")
    too_many = isinstance(error, TooMany)
    status, wait = (429, error.seconds) if isinstance(error, TooMany) else (503, 1)
    says = str(error) if too_many else says
    answer = page(request, "play_again.html", status=status, says=says, pairs=pairs)
    answer.headers["Retry-After"] = str(wait)
    return answer
