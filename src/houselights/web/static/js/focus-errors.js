// The summary of a form's errors takes the focus, on a whole page and on one that htmx swapped in.
const focusErrors = (within) => within.querySelector(".errors[role=alert]")?.focus();

focusErrors(document);
// Going to the address's fragment takes the focus away again, at the latest when all is loaded.
window.addEventListener("load", () => focusErrors(document));
document.addEventListener("htmx:afterSettle", (event) => focusErrors(event.target));
