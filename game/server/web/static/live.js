// Keeps a page as it is on the host. Where the stream says that something changed, the page is fetched again and the
// parts with an id and `data-part` are put in (the whole of <main> where there are none). Clocks run down in between.
"use strict";

(() => {
  const main = document.getElementById("main");
  const told = document.getElementById("told");
  const WARN_AT = [300_000, 60_000]; // said aloud at five minutes and at one, and at no other time

  // -- clocks ---------------------------------------------------------------------------------------

  const shown = (ms) => {
    const seconds = Math.floor(Math.max(0, ms) / 1000);
    const two = (number) => String(number).padStart(2, "0");
    const [hours, minutes] = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60];
    return hours ? `${hours}:${two(minutes)}:${two(seconds % 60)}` : `${minutes}:${two(seconds % 60)}`;
  };

  const started = new WeakMap();
  const tick = () => {
    for (const clock of document.querySelectorAll(".clock[data-going]")) {
      const since = started.get(clock) ?? performance.now();
      started.set(clock, since);
      const before = clock.lastLeft ?? Infinity;
      const left = Number(clock.dataset.left) - (performance.now() - since);
      clock.lastLeft = left;
      if (left < 172_800_000) clock.textContent = shown(left);
      if (before !== Infinity && WARN_AT.some((mark) => before > mark && left <= mark)) say(clock.textContent);
    }
  };
  const say = (words) => {
    if (words && told.textContent !== words) told.textContent = words;
  };
  setInterval(tick, 500);
  tick();

  // -- swapping in what is new ----------------------------------------------------------------------

  const isBusy = (part) => {
    const at = document.activeElement;
    return part.contains(at) && at.matches("input:not([type=checkbox], [type=radio]), select, textarea");
  };

  const put = (old, fresh) => {
    if (old.innerHTML === fresh.innerHTML) return;
    const focused = old.contains(document.activeElement) ? document.activeElement.id : "";
    const open = [...old.querySelectorAll("details[id][open]")].map((each) => each.id);
    old.replaceChildren(...document.importNode(fresh, true).childNodes);
    for (const id of open) document.getElementById(id)?.setAttribute("open", "");
    if (focused) document.getElementById(focused)?.focus({ preventScroll: true });
    const words = old.querySelector("[data-say]")?.textContent.trim();
    if (words && words !== old.lastSaid) say(words);
    old.lastSaid = words;
  };

  let fetching = false;
  let again = false;
  const refresh = async () => {
    // While something is being sent, what comes of it is shown by whoever sends it.
    if (main.hasAttribute("aria-busy")) {
      setTimeout(refresh, 300);
      return;
    }
    if (fetching) {
      again = true;
      return;
    }
    fetching = true;
    const asked = location.href;
    try {
      const answer = await fetch(asked, { headers: { Accept: "text/html" }, redirect: "follow" });
      if (location.href !== asked || main.hasAttribute("aria-busy")) setTimeout(refresh, 300);
      else if (answer.redirected) location.assign(answer.url);
      else if ([401, 403, 404].includes(answer.status)) location.reload();
      else if (answer.ok) swap(new DOMParser().parseFromString(await answer.text(), "text/html"));
    } catch {
      // The host is away for a moment: the stream comes back by itself, and brings the news with it.
    }
    fetching = false;
    if (again) {
      again = false;
      refresh();
    }
  };

  const swap = (fresh) => {
    const there = fresh.getElementById("main");
    const parts = [...main.querySelectorAll("[data-part][id]")];
    if (there && !parts.length) put(main, there);
    if (there?.dataset.seen) main.dataset.seen = there.dataset.seen;
    for (const old of parts) {
      const part = fresh.getElementById(old.id);
      if (!part) continue;
      // Nobody's half-typed word is thrown away: this part waits until the field is left.
      if (isBusy(old)) old.addEventListener("focusout", () => setTimeout(refresh, 200), { once: true });
      else put(old, part);
    }
    main.dispatchEvent(new CustomEvent("fresh", { bubbles: true }));
  };

  // -- the stream -----------------------------------------------------------------------------------

  if (main?.dataset.live) {
    const stream = new EventSource(main.dataset.live);
    stream.addEventListener("seen", (event) => {
      // The first word after coming back is the same one if nothing was missed.
      if (event.data !== main.dataset.seen) refresh();
      document.body.removeAttribute("data-away");
    });
    stream.addEventListener("error", () => {
      document.body.setAttribute("data-away", "");
      if (stream.readyState === EventSource.CLOSED) setInterval(refresh, 10_000);
    });
  }

  // What passes with time alone, such as who was last seen when, is looked up now and then.
  if (main?.dataset.every) {
    setInterval(() => {
      if (!document.hidden) refresh();
    }, Number(main.dataset.every) * 1000);
  }

  // -- small things ---------------------------------------------------------------------------------

  document.addEventListener("submit", (event) => {
    const question = event.target.dataset.ask;
    if (question && !window.confirm(question)) event.preventDefault();
  });
  document.addEventListener("click", async (event) => {
    const button = event.target.closest("[data-copy]");
    if (!button || !navigator.clipboard) return;
    await navigator.clipboard.writeText(button.dataset.copy);
    say(button.dataset.copied);
  });
})();
