// The summary of a form's errors takes the focus, on a whole page and on one that htmx swapped in.
const focusErrors = () => document.querySelector(".errors[role=alert]")?.focus();

focusErrors();
document.addEventListener("htmx:afterSettle", focusErrors);
