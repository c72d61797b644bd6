// A vote (form[data-vote]) shows at once. If the house can't be reached, the button goes back and a
// sentence says so; if the house says no, its own sentence stands beside the buttons.
const buttonsOf = (form) => form.querySelectorAll("button[aria-pressed]");

document.addEventListener("htmx:beforeRequest", (event) => {
  const form = event.target.closest("form[data-vote]");
  if (!form) return;
  form.nextElementSibling?.matches(".help__problem") && form.nextElementSibling.remove();
  const pressed = event.detail.requestConfig.triggeringEvent?.submitter;
  for (const button of buttonsOf(form)) {
    button.dataset.was = button.ariaPressed;
    button.ariaPressed = String(button === pressed && button.value !== "undo");
  }
});
document.addEventListener("htmx:beforeSwap", (event) => {
  if (event.detail.target.matches(".help") && event.detail.xhr.status < 500) event.detail.shouldSwap = true;
});
const putBack = (event) => {
  const form = event.target.closest("form[data-vote]");
  if (!form || event.detail.xhr?.status in { 400: 1, 403: 1, 409: 1, 429: 1 }) return;
  for (const button of buttonsOf(form)) button.ariaPressed = button.dataset.was;
  const said = document.createElement("p");
  said.className = "help__problem";
  said.setAttribute("role", "alert");
  said.textContent = form.dataset.vote;
  form.after(said);
};
document.addEventListener("htmx:sendError", putBack);
document.addEventListener("htmx:responseError", putBack);
// "Undo" goes with its vote: the focus that it had moves to "Yes".
document.addEventListener("htmx:afterSettle", (event) => {
  const pressed = event.detail.requestConfig?.triggeringEvent?.submitter;
  if (!pressed?.id.startsWith("undo-") || document.activeElement !== document.body) return;
  document.getElementById(pressed.id.replace("undo-", "yes-"))?.focus();
});
