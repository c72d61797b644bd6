// A field with a button (data-copy) copies itself; without script the field can be selected by hand.
for (const row of document.querySelectorAll("[data-copy]")) {
  const [field, button] = [row.querySelector("input"), row.querySelector("button")];
  button.hidden = false;
  button.addEventListener("click", async () => {
    field.select();
    await navigator.clipboard?.writeText(field.value);
    button.textContent = button.dataset.copied;
  });
}
