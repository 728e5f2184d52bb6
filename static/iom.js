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
