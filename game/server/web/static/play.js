// Makes the browser's room smoother; everything works without it. A form is sent without loading the whole page, and
// again and again until the host has answered: it names its deed, so it is done once. Nothing is called saved before.
"use strict";

(() => {
  const main = document.getElementById("main");
  const FIRST_WAIT = 400;
  const LONGEST_WAIT = 8_000;
  const PATIENCE = 300; // what is quicker than this needs no word
  let here = location.pathname + location.search;
  let sending = false;

  // -- words that were typed stay until they are saved -------------------------------------------------

  const written = (form) => [...form.querySelectorAll("textarea[id], input:not([type])[id]")];
  const nameOf = (field) => `sixteen-weeks ${field.form.elements.run?.value} ${location.pathname} ${field.id}`;
  const ours = (field) => field?.form?.elements.run && written(field.form).includes(field);

  const remembered = (deed) => {
    try {
      return deed(sessionStorage);
    } catch {
      return null; // A browser that keeps nothing plays all the same.
    }
  };
  const restore = () => {
    for (const field of main.querySelectorAll("textarea[id], input:not([type])[id]")) {
      if (ours(field) && !field.value) field.value = remembered((kept) => kept.getItem(nameOf(field))) ?? "";
    }
  };
  document.addEventListener("input", (event) => {
    const field = event.target;
    if (ours(field)) remembered((kept) => kept.setItem(nameOf(field), field.value));
  });
  const forget = (names) => names.forEach((name) => remembered((kept) => kept.removeItem(name)));

  // -- saying how far it is ----------------------------------------------------------------------------

  const say = (which) => {
    const place = document.getElementById("sending");
    if (!place) return;
    place.hidden = !which;
    const words = which ? place.dataset[which] : "";
    if (place.textContent !== words) place.textContent = words;
  };
  const pause = (ms) => new Promise((done) => setTimeout(done, ms));

  // -- asking the host ---------------------------------------------------------------------------------

  const posted = async (address, body) => {
    const slow = setTimeout(() => say("sending"), PATIENCE);
    try {
      for (let wait = FIRST_WAIT; ; wait = Math.min(wait * 2, LONGEST_WAIT)) {
        try {
          const answer = await fetch(address, { method: "POST", body, headers: { Accept: "text/html" } });
          if (answer.status !== 503 && answer.status !== 429) return answer;
          clearTimeout(slow);
          say("sending");
        } catch {
          clearTimeout(slow);
          say("offline");
        }
        await pause(wait * (0.5 + Math.random()));
      }
    } finally {
      clearTimeout(slow);
      say("");
    }
  };

  const put = (text, address) => {
    const fresh = new DOMParser().parseFromString(text, "text/html");
    const there = fresh.getElementById("main");
    if (!there) return location.assign(address);
    for (const name of ["data-live", "data-seen", "class"]) {
      if (there.hasAttribute(name)) main.setAttribute(name, there.getAttribute(name));
    }
    const open = [...main.querySelectorAll("details[id][open]")].map((each) => each.id);
    main.replaceChildren(...document.importNode(there, true).childNodes);
    const url = new URL(address, location.href);
    const now = url.pathname + url.search;
    if (now === here) for (const id of open) document.getElementById(id)?.setAttribute("open", "");
    document.title = fresh.title;
    history[now === here ? "replaceState" : "pushState"](null, "", now);
    here = now;
    restore();
    return undefined;
  };

  const goTo = (place) => {
    place?.scrollIntoView({ block: "start" });
    place?.focus({ preventScroll: true });
  };

  const send = async (form, submitter) => {
    const [before, at] = [here, window.scrollY];
    const body = new URLSearchParams(new FormData(form, submitter));
    const names = written(form).filter(ours).map(nameOf);
    const answer = await posted(form.action, body);
    if (answer.ok) forget(names);
    put(await answer.text(), answer.redirected ? answer.url : here);
    const why = document.getElementById("says");
    if (why) {
      why.tabIndex = -1;
      goTo(why);
    } else if (here === before && !document.getElementById("now")) window.scrollTo(0, at);
    else {
      goTo(document.getElementById("now") ?? main);
      readOut();
    }
  };

  // The words that were said have the focus; what came of them is read out after them.
  const readOut = () => {
    const after = document.querySelectorAll("#now ~ .line, .news");
    document.getElementById("told").textContent = [...after].map((each) => each.textContent.trim()).join(" ");
  };

  const look = async (form) => {
    const address = new URL(form.action);
    const place = address.hash.slice(1);
    address.search = new URLSearchParams(new FormData(form));
    const answer = await fetch(address, { headers: { Accept: "text/html" } });
    put(await answer.text(), answer.url);
    goTo(document.getElementById(place) ?? main);
  };

  // -- forms and the way back --------------------------------------------------------------------------

  document.addEventListener("submit", async (event) => {
    const form = event.target;
    if (event.defaultPrevented || !main.contains(form)) return;
    event.preventDefault();
    if (sending) return;
    sending = true;
    main.setAttribute("aria-busy", "true");
    try {
      await (form.method === "post" ? send(form, event.submitter) : look(form));
    } catch {
      say("away"); // Only looking can fail: nothing was on its way.
    }
    sending = false;
    main.removeAttribute("aria-busy");
  });
  window.addEventListener("beforeunload", (event) => {
    if (sending) event.preventDefault();
  });
  window.addEventListener("popstate", () => {
    if (location.pathname + location.search !== here) location.reload();
  });
  // A page that the browser has kept may be older than the treatment.
  window.addEventListener("pageshow", (event) => {
    if (event.persisted) location.reload();
  });
  restore();
})();
