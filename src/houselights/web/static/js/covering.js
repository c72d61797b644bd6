// Only for pages with a text to write, which alone load it.
// The button beside a text ([data-cover-words], also Ctrl+Shift+H) puts the bars that cover around the
// selected words; inside a cover it takes them away. At the desk a sentence that seems to give something
// away is covered in its place; elsewhere, and where its words stand twice, the house does it.
const BARS = /(?<!\\)\|\|/g;

const typeOver = (field, start, end, words) => {
  field.focus();
  field.setSelectionRange(start, end);
  // The old way, because only this can be undone with Ctrl+Z.
  if (document.execCommand("insertText", false, words)) return;
  field.setRangeText(words);
  field.dispatchEvent(new Event("input", { bubbles: true }));
};

// Where covers begin and end in a source, bars included.
const coversIn = (source) => {
  const at = [...source.matchAll(BARS)].map((bars) => bars.index);
  return at.flatMap((start, n) => (n % 2 || n + 1 === at.length ? [] : [[start, at[n + 1] + 2]]));
};

// A selection that cuts a cover takes all of it along; white space at its ends stays outside.
const coverOrOpen = (field) => {
  let { selectionStart: start, selectionEnd: end, value } = field;
  const held = coversIn(value);
  const around = held.find(([from, to]) => from <= start && end <= to);
  for (const [from, to] of held) {
    if (from < start && start < to) start = from;
    if (from < end && end < to) end = to;
  }
  if (around) [start, end] = around;
  const chosen = value.slice(start, end);
  const words = chosen.replace(BARS, "").trim();
  if (chosen.trim()) start += chosen.length - chosen.trimStart().length;
  if (chosen.trim()) end -= chosen.length - chosen.trimEnd().length;
  typeOver(field, start, end, around ? words : `||${words}||`);
  start += around ? 0 : 2;
  field.setSelectionRange(start, start + words.length);
};

const covering = [...document.querySelectorAll("[data-cover-words]")].map((button) => {
  const field = document.getElementById(button.dataset.coverWords);
  button.hidden = false;
  button.addEventListener("click", () => coverOrOpen(field));
  return field;
});
document.addEventListener("keydown", (event) => {
  const pressed = event.ctrlKey && event.shiftKey && event.key.toLowerCase() === "h";
  if (!pressed || !covering.includes(event.target)) return;
  event.preventDefault();
  coverOrOpen(event.target);
});

const coverSentence = (button, event) => {
  const field = button.form.elements.body;
  const words = button.dataset.sentence;
  const at = field.value.indexOf(words);
  if (at < 0 || field.value.includes(words, at + 1)) return;
  event.preventDefault();
  typeOver(field, at, at + words.length, `||${words}||`);
  button.closest("li").remove();
  document.getElementById("suggestions").focus();
};

document.querySelector("form[data-draft]")?.addEventListener("click", (event) => {
  const button = event.target.closest("[data-sentence], [data-checks]");
  if (button?.dataset.sentence) coverSentence(button, event);
  const box = document.getElementById(button?.dataset.checks);
  if (!box) return;
  event.preventDefault();
  box.checked = true;
  box.dispatchEvent(new Event("input", { bubbles: true }));
  box.focus();
});
