// The panel by keyboard. Without this every button works; the keys act only while no field has the focus.
const form = document.getElementById("decide");
const reason = document.getElementById("id_reason");
const on = document.getElementById("keys-on");
const OFF = "panel-keys-off";

on.checked = localStorage.getItem(OFF) === null; // a preference, of nobody but this browser
on.addEventListener("change", () => (on.checked ? localStorage.removeItem(OFF) : localStorage.setItem(OFF, "1")));

const go = (rel) => document.querySelector(`a[rel="${rel}"]`)?.click();

function choose(tile) {
  tile.checked = true;
  const owed = tile.value !== form.dataset.proposed;
  if (owed && !reason.value.trim()) reason.focus();
  else form.requestSubmit();
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
};

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.altKey || event.metaKey || event.target.closest("input, textarea, select")) return;
  const key = event.key.toLowerCase();
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
let typed = false;
let sending = false;
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
