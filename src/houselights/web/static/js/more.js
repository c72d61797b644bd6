// "Load 25 more" (data-more) adds cards below the last one and moves the focus to the first new one.
const nameMore = () => {
  for (const link of document.querySelectorAll("[data-more]")) link.textContent = link.dataset.more;
};

nameMore();
document.addEventListener("htmx:beforeSwap", (event) => {
  if (event.detail.target.id === "more") event.detail.target.previousElementSibling?.setAttribute("data-last", "");
});
document.addEventListener("htmx:afterSettle", () => {
  const last = document.querySelector("[data-last]");
  if (!last) return;
  last.removeAttribute("data-last");
  nameMore();
  last.nextElementSibling?.querySelector("h3 a")?.focus();
});
