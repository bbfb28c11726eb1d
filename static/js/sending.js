// What could not be sent says so where it was written, keeps everything, and is sent again: by hand,
// or by itself when the connection is back. Its form has a nonce, so that it is posted once.

import { fieldsOf, WRITING } from "./writing.js";

const NO_ANSWER = "Not sent: the server does not answer.";
const KEPT = "What you wrote is kept here, and is sent when the connection is back.";
const NOTHING_DONE = "Nothing was changed: the server does not answer. Try it again in a moment.";

const stuck = new Map(); // forms that are to be sent again, and what stood in them then

document.addEventListener("htmx:before:request", ({ detail: { ctx } }) => settle(ctx.sourceElement));

document.addEventListener("htmx:after:request", (event) => {
  const { ctx } = event.detail;
  const { status } = ctx.response;
  if (!ctx.sourceElement.matches?.(WRITING) || status < 400 || status === 422) return;
  event.preventDefault(); // the words of the error belong into the form
  tell(ctx.sourceElement, wordsOf(ctx.text));
  if (status >= 500) wait(ctx.sourceElement);
});

document.addEventListener("htmx:error", ({ detail: { ctx } }) => {
  const form = ctx?.sourceElement;
  if (!form || ctx.response) return; // an answer came: this is about something else
  if (form.matches(WRITING)) {
    tell(form, paragraphs(NO_ANSWER, KEPT));
    wait(form);
  } else if (!form.matches("live-news, .seen")) tellAll(NOTHING_DONE);
});

for (const [type, target] of [["online", window], ["interleaf:answering", document]]) {
  target.addEventListener(type, () => {
    for (const [form, words] of [...stuck]) {
      if (!form.isConnected) stuck.delete(form);
      else if (JSON.stringify(fieldsOf(form)) === words) form.requestSubmit();
    }
  });
}

const wait = (form) => stuck.set(form, JSON.stringify(fieldsOf(form)));

function settle(form) {
  stuck.delete(form);
  form.querySelector?.(":scope > .failure")?.remove();
}

/** Say in a form that it was not sent, with a button to try again. */
function tell(form, words) {
  settle(form);
  const failure = Object.assign(document.createElement("div"), { className: "failure" });
  failure.setAttribute("role", "alert");
  const again = Object.assign(document.createElement("button"), { textContent: "Try again" });
  failure.append(...words, again);
  form.append(failure);
  const { activeElement } = document;
  const isTyping = form.contains(activeElement) && !activeElement.matches("button");
  if (!isTyping) again.focus({ preventScroll: true });
  failure.scrollIntoView({ block: "nearest" });
}

/** Say at the foot of the window what became of anything else. */
function tellAll(words) {
  const error = document.getElementById("error");
  error.className = "error";
  error.setAttribute("role", "alert");
  error.replaceChildren(...paragraphs(words));
}

/** The server's own words, out of its page or fragment. */
function wordsOf(html) {
  const page = new DOMParser().parseFromString(html, "text/html");
  const found = page.querySelector("#error")?.children ?? [];
  return found.length > 0 ? [...found] : paragraphs(NO_ANSWER, KEPT);
}

function paragraphs(...texts) {
  return texts.map((text) => Object.assign(document.createElement("p"), { textContent: text }));
}
