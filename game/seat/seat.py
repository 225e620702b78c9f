"""A seat that lives: it sends what is to be sent, looks after the contest, and comes back when it was cut off.

One thread does all the calling. Exactly one action is on its way at any time, and it is on this disk from before it is
sent until the host has acknowledged it, so neither a crash nor a lost answer loses or doubles it.
"""

import threading
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from typing import Final

from game.play import CannotSave
from game.seat.calling import Busy, Caller, HostRefused, Offline, Stumbled
from game.seat.keeping import Kept, Ticket, Unsent
from game.seat.manuals import is_ours
from game.seat.outbox import Outbox
from game.seat.pace import Pace
from game.seat.telling import changes, gone_on
from game.sitting import Saving
from game.treatment import Action, IllegalAction
from game.view import Report
from game.wire.snapshot import Snapshot
from game.wire.standing import Seen, Standing
from game.words import _

_AT_ONCE_S: Final = 1.0
"""How long an action may hold up whoever does it."""


class Seat:
    """A place in a contest. Its attributes may be read at any time, from any thread; close it, or use `with`."""

    def __init__(self, kept: Kept, ticket: Ticket, pace: Pace | None = None) -> None:
        self.ticket = ticket
        self.caller = Caller(ticket.url, ticket.token)
        self.standing: Standing | None = None
        """Where it stands, as far as is known; None before the first answer."""
        self.snapshot: Snapshot | None = None
        """What may be seen of the treatment; None before the start."""
        self.report: Report | None = None
        """The debrief, once it may be read."""
        self.gone = ""
        """Why this seat cannot go on at all; empty while it can."""
        self.trouble = ""
        """Why nobody answers; empty while somebody does."""
        self._pace = pace or Pace()
        self._changed = threading.Condition()
        self._kept = kept
        self._outbox = Outbox(kept)
        self._refused = ""
        self._news: list[str] = []
        self._hurry = False
        self._closed = False
        self._told_at = 0.0
        self._failures = 0
        self._thread = threading.Thread(target=self._live, name="seat", daemon=True)

    def start(self) -> "Seat":
        """Begin to live; return this seat."""
        self._thread.start()
        return self

    def __enter__(self) -> "Seat":
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Stop calling. What was not acknowledged stays on the disk, and is sent when the seat is taken again."""
        with self._changed:
            self._closed = True
            self._changed.notify_all()
        if self._thread.is_alive():
            self._thread.join(_AT_ONCE_S)
        self.caller.close()

    # -- looking

    @property
    def is_closed(self) -> bool:
        """Whether the seat was left."""
        return self._closed

    @property
    def saving(self) -> Saving:
        """How far what was done is safe."""
        if self.trouble:
            return "offline"
        return "sending" if self._outbox else "saved"

    @property
    def left_ms(self) -> int | None:
        """What is left of the round now, in milliseconds; None where there is no limit, and before the start."""
        passed = int((time.monotonic() - self._told_at) * 1_000)
        return None if self.standing is None else self.standing.left_after(passed)

    def news(self) -> tuple[str, ...]:
        """Return sentences that have come up since this was last asked for, a late refusal among them."""
        with self._changed:
            told = (*self._news, *([self._refused] if self._refused else ()))
            self._news, self._refused = [], ""
        return told

    def wait(self, until: Callable[[], bool], seconds: float | None = None) -> bool:
        """Wait until something is so, or the seat cannot go on; tell whether it is so."""
        with self._changed:
            self._changed.wait_for(lambda: until() or bool(self.gone) or self._closed, seconds)
            return until()

    def look_again(self) -> None:
        """Look after the contest now rather than in a moment."""
        with self._changed:
            self._hurry = True
            self._changed.notify_all()

    # -- acting

    def act(self, *actions: Action) -> None:
        """Do things one after another: they are on this disk and on their way when this returns, in a second at most.

        Raises IllegalAction for what the host does not allow, and CannotSave where something is still on its way or
        nothing can be kept here: nothing has changed then.
        """
        with self._changed:
            if self.gone:
                raise IllegalAction(self.gone)
            if self.standing is None or self.standing.run is None or self.snapshot is None:
                raise IllegalAction(_("The contest has not begun yet."))
            self._outbox.put(self.standing.run.id, self.snapshot.version, actions)
            self._refused, self._hurry = "", True
            self._changed.notify_all()
        self.settle(_AT_ONCE_S)

    def settle(self, seconds: float) -> bool:
        """Wait at most so long until nothing is on its way; tell whether that is so.

        Raises IllegalAction where what was done has been refused: nothing has changed.
        """
        with self._changed:
            self._changed.wait_for(lambda: not self._outbox or self._closed or bool(self.gone), seconds)
            refused, self._refused = self._refused, ""
            settled = not self._outbox
        if refused or (self.gone and not settled):
            raise IllegalAction(refused or self.gone)
        return settled

    def talk(self, *, on: bool) -> None:
        """Begin or end a team's talk: its clock stands still. Raises IllegalAction, and CannotSave offline."""
        standing = self.standing
        if standing is None or standing.run is None:
            raise IllegalAction(_("The contest has not begun yet."))
        try:
            self.caller.talk(standing.run.id, on=on)
        except HostRefused as refusal:
            raise IllegalAction(str(refusal)) from None
        except Offline as error:
            raise CannotSave(str(error)) from None
        self.look_again()
        self.wait(lambda: self.standing is not standing, _AT_ONCE_S)

    # -- living: everything from here on is done by the one thread

    def _live(self) -> None:
        pause = 0.0
        while self._rested(pause) and not self.gone:
            try:
                first = self._outbox.first
                # First of all, see what there is to go on with.
                if first is None or self.standing is None:
                    self._look_after()
                else:
                    self._send(first)
            except Offline as error:
                pause = self._cut_off(error)
            except HostRefused as refusal:
                pause = self._turned_away(refusal)
            else:
                self._answered()
                pause = self._next()

    def _rested(self, seconds: float) -> bool:
        """Wait so long, or until there is something to do; False when the seat was left."""
        with self._changed:
            self._changed.wait_for(lambda: self._closed or self._hurry, seconds)
            self._hurry = False
            return not self._closed

    def _next(self) -> float:
        """Return how long nothing needs to be asked."""
        if self._outbox:
            return 0.0
        standing = self.standing
        return self._pace.until_next_look(is_busy=standing is not None and standing.plays_alone)

    def _cut_off(self, error: Offline) -> float:
        """Note that nobody has answered, and return how long to wait before the next try."""
        with self._changed:
            if isinstance(error, Busy):
                return error.seconds
            self._failures += 1
            if not self.trouble:
                self._news.append(_("No connection: {reason} It is tried again by itself.", reason=error))
            self.trouble = str(error)
            self._changed.notify_all()
        return self._pace.until_next_try(self._failures)

    def _answered(self) -> None:
        with self._changed:
            if self.trouble:
                self._news.append(_("Connected again."))
            self.trouble, self._failures = "", 0
            self._changed.notify_all()

    def _turned_away(self, refusal: HostRefused) -> float:
        """Note that the host does not know this seat any more, or for once does not tell."""
        if refusal.kind != "bad_token":
            return self._cut_off(Offline(str(refusal)))
        with self._changed:
            self.gone = str(refusal)
            self._changed.notify_all()
        return 0.0

    def _send(self, unsent: Unsent) -> None:
        """Send one action, and take it off the disk when the host has it or does not take it."""
        try:
            seen = self.caller.act(unsent.run, unsent.client_id, unsent.expect, unsent.action, self._of(unsent.run))
        except HostRefused as refusal:
            if refusal.kind == "bad_token":
                raise
            self._refuse(unsent, refusal.kind, str(refusal))
            return
        except Stumbled as error:
            if not self._outbox.stumbled():
                raise
            self._refuse(unsent, "stumbled", str(error))
            return
        with self._changed:
            self._outbox.done()
            if seen is not None:
                self._take(seen)
            self._changed.notify_all()
        if seen is None or seen.done:
            self._look_after()

    def _refuse(self, unsent: Unsent, kind: str, says: str) -> None:
        """Take what will not be done off the disk; a note that came too late goes after what came before it."""
        self._look_after()
        known = self._of(unsent.run)
        with self._changed:
            if kind != "stale" or not self._outbox.goes_after(known.version if known else None):
                self._outbox.refused()
                self._refused = says
            self._changed.notify_all()

    def _of(self, run: str) -> Snapshot | None:
        """Return what is known of a run, if it is the one that is shown."""
        shown = self.standing.run if self.standing is not None else None
        return self.snapshot if shown is not None and shown.id == run else None

    def _look_after(self) -> None:
        """Ask where the seat stands, and look at the treatment where that has gone on."""
        now = self.caller.standing()
        with self._changed:
            before, self.standing, self._told_at = self.standing, now, time.monotonic()
            self._news += changes(before, now)
            if before is None or (before.run and before.run.id) != (now.run and now.run.id):
                self.snapshot = self.report = None
            self._changed.notify_all()
        self._keep_up(now.contest.code)
        if now.run is not None and (self.snapshot is None or self.snapshot.version != now.run.version):
            seen = self.caller.view(now.run.id, self.snapshot)
            with self._changed:
                if self.snapshot is not None and now.may_act and seen.version > self.snapshot.version:
                    self._news.append(gone_on(now))
                self._take(seen)
        if now.run is not None and now.is_revealed and self.report is None:
            self.report = self.caller.report(now.run.id)

    def _keep_up(self, code: str) -> None:
        """Note the code of the next round, by which the seat is found here again."""
        if code != self.ticket.code:
            self.ticket = replace(self.ticket, code=code)
            with suppress(CannotSave):  # it is found by the code of the first round, then
                self._kept.keep_ticket(self.ticket)

    def _take(self, seen: Seen) -> None:
        """Take over what the host has told of the treatment."""
        standing, manual = self.standing, seen.snapshot.views.manual
        if not is_ours(manual):
            self.gone = _("The host plays by another manual. Both sides need the same version of the program.")
        elif standing is not None and standing.run is not None:
            self.snapshot = seen.snapshot
            run = replace(standing.run, version=seen.version, chain=seen.chain, done=seen.done)
            contest = replace(standing.contest, left_ms=seen.left_ms)
            self.standing, self._told_at = replace(standing, run=run, contest=contest), time.monotonic()
        self._changed.notify_all()
