// The panel by keyboard, and following the room. Without this every button works, and Refresh brings what is new.
// Everything that is typed lives in this page and on the server: nothing in a store of the browser's.
const EVERY = 1200; // ms between two looks at the meeting's number
const DRAFT_EVERY = 10000;
let typed = false; // or chosen, and not saved
let drafted = true; // what is typed has been sent as a draft
let sending = false;
let down = false;
let over = false; // the meeting is closed: nobody asks any more, so that the session can end
let waiting = null; // a form that was to be sent while the line was down

const find = (id) => document.getElementById(id);
const room = () => find("room");
const decide = () => find("decide");

function say(id, words) {
  const place = find(id);
  if (!place || place.textContent === words) return;
  place.textContent = words;
  place.hidden = words === "";
}

// --- Keys: they act only while no field has the focus.

const go = (way) => document.querySelector(`[rel="${way}"], button[data-go="${way}"]`)?.click();

// A key only chooses. As proposed and without a word of reason, nothing is left to say, so it is saved at once.
function choose(tile) {
  tile.checked = true;
  if (tile.value === decide().dataset.proposed && !find("id_reason").value.trim()) return decide().requestSubmit();
  wrote();
  sayOfReason();
}

// Beside the reason: that one is owed, or that the words there will be kept though none is owed.
function sayOfReason() {
  const form = decide();
  const chosen = form?.querySelector("input[name=status]:checked");
  if (!chosen) return;
  const differs = chosen.value !== form.dataset.proposed;
  const words = find("id_reason").value.trim() !== "";
  const said = differs === words ? (words ? "ready" : "") : differs ? "owed" : "kept";
  document.querySelectorAll("#of-reason [data-say]").forEach((one) => (one.hidden = one.dataset.say !== said));
}

function unfold(selector, field) {
  const details = document.querySelector(selector);
  if (!details) return;
  details.open = true;
  details.querySelector(field).focus();
}

const KEYS = {
  arrowleft: () => go("prev"),
  arrowright: () => go("next"),
  d: () => find("leave")?.click(),
  e: () => find("id_reason")?.focus(),
  n: () => unfold(".new-action", "input[name=text]"),
  p: () => unfold(".stance", "select"),
  s: () => decide()?.requestSubmit(),
  u: () => find("undo")?.click(),
  "/": () => unfold(".find-in", "input[name=words]"),
};

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.altKey || event.metaKey || !room()) return;
  const inField = event.target.closest("input:not([type=radio]):not([type=checkbox]), textarea, select");
  if (event.key === "Escape") return void (inField ? inField.blur() : (find("keys").open = false));
  if (inField) return;
  const key = event.key.toLowerCase();
  if (event.target.matches("input") && key.startsWith("arrow")) return; // the arrows move among the tiles
  if (key === "?") find("keys").open = !find("keys").open;
  else if (find("keys-on")?.checked) {
    const tile = decide()?.querySelector(`input[data-key="${CSS.escape(event.key.toUpperCase())}"]`);
    if (tile) choose(tile);
    else if (key in KEYS) KEYS[key]();
    else return;
  } else return;
  event.preventDefault();
});

// Whether the keys are on is kept with the session, and ends with it.
document.addEventListener("change", (event) => {
  if (event.target.id === "keys-on") post(event.target.dataset.url, { on: event.target.checked ? "1" : "" }).catch(() => {});
});

// --- What is typed is not lost.

function wrote() {
  typed = true;
  drafted = false;
}

document.addEventListener("input", (event) => {
  if (!event.target.closest(".hall form[data-keeps]")) return;
  wrote();
  if (event.target.closest("#decide")) sayOfReason();
});

document.addEventListener("submit", async (event) => {
  const form = event.target;
  if (!form.closest(".hall")) return;
  if (sending === form) return; // looked, and there is a line
  event.preventDefault();
  if (sending) return;
  sending = true;
  const button = event.submitter;
  if (await look()) {
    sending = form;
    form.requestSubmit(button);
  } else {
    sending = false;
    waiting = form.hasAttribute("data-keeps") ? [form, button] : null;
    sayLine();
  }
});

window.addEventListener("beforeunload", (event) => {
  if (typed && !sending) event.preventDefault();
});
window.addEventListener("pageshow", () => (sending = false));

function post(url, fields) {
  const body = new URLSearchParams(fields);
  body.set("csrfmiddlewaretoken", document.querySelector("[name=csrfmiddlewaretoken]")?.value ?? "");
  return fetch(url, { method: "POST", body, redirect: "manual", signal: AbortSignal.timeout(5000) });
}

async function draft() {
  const url = room()?.dataset.draft;
  if (!url || drafted || down || over || sending) return;
  const fields = {};
  for (const one of document.querySelectorAll("[data-drafted]")) {
    if (one.type !== "radio" || one.checked) fields[one.dataset.drafted] = one.value;
  }
  drafted = true;
  try {
    const answer = await post(url, fields);
    if (!answer.ok) throw new Error();
    say("drafted", `Kept ${new Date().toLocaleTimeString("en-GB", { timeZone: "Europe/London" })}, not yet saved`);
  } catch {
    drafted = false;
  }
}

// --- The line, and following.

function sayLine() {
  const kept = waiting ? " What you saved is sent when it is back." : typed ? " What you typed stays on this page." : "";
  say("line", down ? `${down}${kept}` : "");
}

// One look at the number: whether there is a line and a session. A number that has grown is read anew.
async function look() {
  const here = room();
  if (!here) return true;
  try {
    const answer = await fetch(here.dataset.version, { cache: "no-store", redirect: "manual", signal: AbortSignal.timeout(4000) });
    if (answer.type === "opaqueredirect" || answer.status === 403) {
      down = "You have been signed out. Sign in again in another tab and come back to this one.";
      return false;
    }
    if (answer.status === 404) {
      down = false;
      return (over = true); // what is sent now, the server answers
    }
    if (!answer.ok) throw new Error();
    here.dataset.newest = (await answer.json()).version;
    down = false;
    return true;
  } catch {
    down = "No connection just now.";
    return false;
  }
}

async function follow() {
  const here = room();
  if (here && !document.hidden && !sending) {
    const was = down;
    const there = await look();
    if (there && was) resume();
    sayLine();
    if (over) return closed(here);
    if (there && Number(here.dataset.newest) > Number(here.dataset.at) && !sending) await changed(here);
  }
  setTimeout(follow, EVERY);
}

function closed(here) {
  if (here.dataset.follows && !typed) return location.assign(here.dataset.follows);
  say("moved", "This meeting is closed.");
}

function resume() {
  drafted = !typed;
  if (!waiting) return;
  const [form, button] = waiting;
  waiting = null;
  if (form.isConnected) form.requestSubmit(button);
}

async function changed(here) {
  if (!here.dataset.follows || typed) return say("moved", here.dataset.follows
    ? "Something has changed in the room. What you typed stays here until you save it."
    : "Something has changed in the room.");
  try {
    const answer = await fetch(here.dataset.follows, { cache: "no-store", signal: AbortSignal.timeout(8000) });
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    if (!answer.ok || typed || sending) return;
    if (!page.getElementById("room")) location.assign(answer.url);
    else show(page);
  } catch {
    down = "No connection just now.";
  }
}

function show(page) {
  const held = document.activeElement?.id;
  const before = document.querySelector("h1")?.textContent;
  document.title = page.title;
  const face = document.querySelector(".hall__photo");
  const same = page.querySelector(".hall__photo");
  if (face && same && face.src === same.src) same.replaceWith(face); // not asked for, and logged, once more
  document.body.replaceChildren(...page.body.childNodes);
  if (held && held !== "main") find(held)?.focus();
  const now = document.querySelector("h1")?.textContent;
  if (now !== before) setTimeout(() => say("now", `Now: ${now.trim()}`), 100);
  begin();
}

// --- The clock: of the server's, so that a laptop's wrong one does not matter.

function tick() {
  const clock = find("clock");
  if (!clock) return;
  const left = Math.round(clock.dataset.left - (performance.now() - begun) / 60000);
  clock.textContent = left >= 0 ? `${left} min left` : `${-left} min over`;
}

let begun = 0;
function begin() {
  begun = performance.now();
  typed = room()?.hasAttribute("data-unsaved") ?? false;
  drafted = true;
  sayOfReason();
  tick();
}

begin();
find("conflict")?.focus(); // where two wrote at once, that is read out and seen first
setTimeout(follow, EVERY);
setInterval(draft, DRAFT_EVERY);
setInterval(tick, 10000);
document.addEventListener("visibilitychange", () => document.hidden || over || look());
document.documentElement.dataset.keys = "ready";
