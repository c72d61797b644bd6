// Only for the desk, which alone loads it.
// While somebody writes (form[data-draft]): this browser keeps every change at once, the house a draft
// every five seconds. The local copy goes when the house has the text; what is left over from a page
// that was closed too early is offered, never put in by itself. If another page has kept the draft in
// the meantime, its text is shown beside this one and nothing is kept until the writer chooses.
const EVERY = 5000;
const CLOCK = { hour: "2-digit", minute: "2-digit", hourCycle: "h23" };
const HIDDEN = ["csrfmiddlewaretoken", "token", "draft", "revision", "seen"];

const desk = document.querySelector("form[data-draft]");

const typedIn = (form) =>
  JSON.stringify([...new FormData(form)].filter(([name]) => !HIDDEN.includes(name)));

const put = (form, typed) => {
  for (const [name, value] of JSON.parse(typed)) {
    for (const field of form.querySelectorAll(`[name="${name}"]`)) {
      if (["radio", "checkbox"].includes(field.type)) field.checked = field.value === value;
      else field.value = value;
    }
  }
  form.dispatchEvent(new Event("input", { bubbles: true }));
};

const watch = (form) => {
  const key = `houselights-draft-${form.dataset.draftKey}`;
  const state = form.querySelector("[data-state]");
  const length = form.querySelector("[data-length]");
  const local = form.querySelector("[data-local]");
  let kept = typedIn(form);
  let stopped = false;
  let leaving = false;
  let sending = null;

  const say = (words) => {
    if (state.textContent !== words) state.textContent = words;
  };
  const saved = (typed, version) => {
    form.elements.draft.value = version;
    kept = typed;
    if (typedIn(form) === typed) localStorage.removeItem(key);
    const time = new Date().toLocaleTimeString(document.documentElement.lang, CLOCK);
    say(state.dataset.saved.replace("{time}", time));
  };
  const refused = (status, answer) => {
    say(answer.said ?? "");
    stopped = status === 401 || status === 409;
    if (status !== 409) return;
    form.elements.draft.value = answer.draft;
    form.querySelector("#other").innerHTML = answer.other;
  };
  const send = async (typed) => {
    try {
      const headers = { Accept: "application/json" };
      const sent = await fetch(form.dataset.draft, { method: "POST", body: new FormData(form), headers });
      const answer = await sent.json();
      if (sent.ok) saved(typed, answer.draft);
      else refused(sent.status, answer);
    } catch {
      say(state.dataset.unsaved);
    } finally {
      sending = null;
    }
  };
  const sendChanges = () => {
    const typed = typedIn(form);
    if (!stopped && !leaving && !sending && typed !== kept) sending = send(typed);
  };

  form.addEventListener("input", () => {
    localStorage.setItem(key, typedIn(form));
    length.textContent = [...form.elements.body.value.trim()].length.toLocaleString();
  });
  setInterval(sendChanges, EVERY);

  // A draft on its way changes the version that the form must name, so the form waits for it.
  form.addEventListener("submit", async (event) => {
    leaving = true;
    if (!sending) return;
    event.preventDefault();
    await sending;
    if (stopped) leaving = false;
    else form.requestSubmit(event.submitter);
  });
  window.addEventListener("pageshow", () => (leaving = false));
  window.addEventListener("beforeunload", (event) => {
    if (!leaving && typedIn(form) !== kept) event.preventDefault();
  });

  const left = localStorage.getItem(key);
  if (left === kept) localStorage.removeItem(key);
  else if (left && !form.querySelector(".errors")) local.hidden = false;
  local.addEventListener("click", (event) => {
    if (event.target.matches("[data-local-take]")) put(form, left);
    if (event.target.matches("[data-local-drop]")) localStorage.removeItem(key);
    if (event.target.matches("button")) local.hidden = true;
  });
};

if (desk) watch(desk);
// With script the preview follows the typing, and its button only leads there.
document.querySelector("[data-preview]")?.addEventListener("click", (event) => {
  event.preventDefault();
  document.getElementById("pv").focus();
  document.getElementById("pv").scrollIntoView({ block: "nearest" });
});
