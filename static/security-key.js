// A security key that is not there, is refused or was put away: said on the page, in words.
const problem = document.querySelector("[data-key-problem]");
document.addEventListener("allauth.error", (event) => {
  event.preventDefault();
  if (!problem) return;
  problem.hidden = false;
  problem.focus();
});
