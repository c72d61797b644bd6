// The light switch keeps its choice at once, without a press on "Set".
document.addEventListener("change", (event) => {
  const form = event.target.closest(".lights");
  if (!form) return;
  const root = document.documentElement;
  root.classList.remove("lights-up", "lights-down");
  if (event.target.value !== "auto") root.classList.add(`lights-${event.target.value}`);
  fetch(form.action, { method: "POST", body: new FormData(form), redirect: "manual" });
});
