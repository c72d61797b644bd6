// Forms marked data-autosubmit go off when a choice changes; their button stays for everybody else.
document.addEventListener("change", (event) => {
  const form = event.target.form;
  if (!form?.matches("[data-autosubmit]") || event.target.matches("[type=search], [type=text]")) return;
  form.requestSubmit();
});
