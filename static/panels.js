// The panel by keyboard. Without this every button works; the keys act only while no field has the focus.
const form = document.getElementById("decide");
const reason = document.getElementById("id_reason");
const on = document.getElementById("keys-on");
const OFF = "panel-keys-off";
let typed = false; // or chosen, and not saved
let sending = false;

on.checked = localStorage.getItem(OFF) === null; // a preference, of nobody but this browser
on.addEventListener("change", () => (on.checked ? localStorage.removeItem(OFF) : localStorage.setItem(OFF, "1")));

const go = (rel) => document.querySelector(`a[rel="${rel}"]`)?.click();

// A key only chooses. As proposed and without a word of reason, nothing is left to say, so it is saved at once.
function choose(tile) {
  tile.checked = true;
  if (tile.value === form.dataset.proposed && !reason.value.trim()) return form.requestSubmit();
  typed = true;
  sayOfReason();
}

// Beside the reason: that one is owed, or that the words there will be kept though none is owed.
function sayOfReason() {
  const chosen = form?.querySelector("input[name=status]:checked");
  if (!chosen) return;
  const differs = chosen.value !== form.dataset.proposed;
  const words = reason.value.trim() !== "";
  const say = differs === words ? (words ? "ready" : "") : differs ? "owed" : "kept";
  document.querySelectorAll("#of-reason [data-say]").forEach((one) => (one.hidden = one.dataset.say !== say));
}

function newAction() {
  const details = document.querySelector(".new-action");
  if (!details) return;
  details.open = true;
  details.querySelector("input[name=text]").focus();
}

const KEYS = {
  arrowleft: () => go("prev"),
  arrowright: () => go("next"),
  d: () => document.getElementById("leave")?.click(),
  e: () => reason?.focus(),
  n: newAction,
  s: () => form?.requestSubmit(),
};

form?.addEventListener("input", sayOfReason);

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.altKey || event.metaKey || event.target.closest("input:not([type=radio]), textarea, select")) return;
  const key = event.key.toLowerCase();
  if (event.target.matches("input") && key.startsWith("arrow")) return; // the arrows move among the tiles
  const keys = document.getElementById("keys");
  if (key === "?") keys.open = !keys.open;
  else if (key === "escape") keys.open = false;
  else if (on.checked) {
    const tile = form?.querySelector(`input[data-key="${CSS.escape(event.key.toUpperCase())}"]`);
    if (tile) choose(tile);
    else if (key in KEYS) KEYS[key]();
    else return;
  } else return;
  event.preventDefault();
});

// Nothing that was typed is lost by a click on "next".
document.querySelectorAll(".hall form").forEach((each) => {
  each.addEventListener("input", () => (typed = true));
  each.addEventListener("submit", () => (sending = true));
});
window.addEventListener("beforeunload", (event) => {
  if (typed && !sending) event.preventDefault();
});

// Where two wrote at once, that is read out and seen first.
document.getElementById("conflict")?.focus();

document.documentElement.dataset.keys = "ready";
