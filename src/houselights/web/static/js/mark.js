// Words selected in a text can be marked as giving something away: #marking stands below that text.
const marking = document.getElementById("marking");
const textOf = (node) => node?.parentElement?.closest("[data-card] .prose");

document.addEventListener("selectionchange", () => {
  const chosen = getSelection();
  const text = textOf(chosen.anchorNode);
  if (!marking || marking.contains(document.activeElement)) return;
  marking.hidden = chosen.isCollapsed || !text || text !== textOf(chosen.focusNode);
  if (marking.hidden) return;
  marking.quote.value = chosen;
  marking.action = text.closest("[data-card]").dataset.card.replace(/card\/.*/, "sentences/");
  if (text.nextSibling !== marking) text.after(marking);
});
