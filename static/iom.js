// What makes pages quicker; every task works without it. Served as it is: no build, no inline script, no eval.
document.documentElement.classList.add("js");

// GOV.UK's own behaviour (error summary takes the focus, a button is not pressed twice), where it has been prepared.
const govuk = new URL("vendor/govuk/govuk-frontend.min.js", import.meta.url);
document.body.classList.add("js-enabled", "govuk-frontend-supported");
import(govuk).then((frontend) => frontend.initAll()).catch(() => {});

// On a narrow screen the navigation folds into one menu.
for (const fold of document.querySelectorAll(".nav__fold")) {
  fold.hidden = false;
  fold.addEventListener("click", () => {
    fold.setAttribute("aria-expanded", String(fold.getAttribute("aria-expanded") !== "true"));
  });
}

// A menu closes by Escape and by a click elsewhere.
for (const menu of document.querySelectorAll("details.account, details.menu")) {
  document.addEventListener("click", (event) => {
    if (!menu.contains(event.target)) menu.open = false;
  });
  menu.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && menu.open) {
      menu.open = false;
      menu.querySelector("summary").focus();
    }
  });
}

// Up, down, Home and End move through the rows of a list by their first link; Enter opens, as any link does.
const STEPS = { ArrowDown: 1, ArrowUp: -1 };
for (const table of document.querySelectorAll("table.rows")) {
  const links = [...table.querySelectorAll("tbody tr")].map((row) => row.querySelector("a")).filter(Boolean);
  table.addEventListener("keydown", (event) => {
    const row = event.target.closest("tbody tr");
    const here = row ? links.indexOf(row.querySelector("a")) : -1;
    if (here < 0) return;
    let to = null;
    if (event.key in STEPS) to = here + STEPS[event.key];
    if (event.key === "Home") to = 0;
    if (event.key === "End") to = links.length - 1;
    if (to === null || !links[to]) return;
    event.preventDefault();
    links[to].focus();
  });
}

// "/" goes to the search box, unless somebody is writing.
document.addEventListener("keydown", (event) => {
  const find = document.getElementById("find");
  if (event.key !== "/" || !find || event.target.closest("input, textarea, select, [contenteditable]")) return;
  event.preventDefault();
  find.focus();
});

// Filters apply as soon as they are chosen; without this the button does it.
for (const form of document.querySelectorAll("form[data-apply]")) {
  form.addEventListener("change", () => form.requestSubmit());
}

// Filters start folded where they would fill a narrow screen.
for (const fold of document.querySelectorAll("details[data-fold-narrow]")) {
  if (window.matchMedia("(max-width: 960px)").matches) fold.open = false;
}

// What is typed into a record is not lost: leaving a page half written asks first, and a form is not sent into nothing
// while the connection is down. (Without this the server keeps what was sent after a session had ended.)
for (const form of document.querySelectorAll("form[data-writing]")) {
  let written = false;
  let going = false;
  form.addEventListener("input", () => { written = true; });
  window.addEventListener("beforeunload", (event) => { if (written && !going) event.preventDefault(); });
  form.addEventListener("submit", async (event) => {
    if (going) return;
    event.preventDefault();
    const button = event.submitter;
    if (await reachable()) {
      going = true;
      form.querySelector(".offline")?.remove();
      form.requestSubmit(button);
    } else {
      sayOffline(form);
    }
  });
}

async function reachable() {
  if (!navigator.onLine) return false;
  try {
    await fetch("/health/", { method: "HEAD", cache: "no-store", signal: AbortSignal.timeout(5000) });
    return true;
  } catch {
    return false;
  }
}

function sayOffline(form) {
  const said = form.querySelector(".offline") ?? document.createElement("div");
  said.className = "note note--error offline";
  said.setAttribute("role", "alert");
  said.textContent = "There is no connection just now, so nothing was sent. What you have typed stays on this page: " +
    "keep it open, and send it again when the connection is back.";
  form.querySelector(".buttons").before(said);
  said.scrollIntoView({ block: "center" });
}
