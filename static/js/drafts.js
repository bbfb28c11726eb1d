// What is being written is not lost: not when its paragraph is drawn anew, not by a slip of the hand.
// It is marked in the text while one writes, sent by Ctrl+Enter, and left by Escape.

import { comeBack } from "./cursor.js";
import { bring } from "./margin.js";
import { rangeOf } from "./offsets.js";
import { forget } from "./unsent.js";
import { draftsIn, fieldsOf, fill, isWritten, WRITING } from "./writing.js";

/** Ask before words are thrown away; then nothing keeps them. */
function mayLose(forms) {
  if (forms.length > 0 && !confirm("Throw away what you wrote?")) return false;
  forms.forEach(forget);
  return true;
}

/** Leave a form: a composer goes, a reply folds up, an edit shows what stood there. */
function leave(form) {
  if (!mayLose(isWritten(form) ? [form] : [])) return;
  const composer = form.closest(".composer");
  const fold = form.closest("details.reply-form");
  form.reset();
  if (composer) {
    composer.replaceChildren();
    if (!comeBack()) composer.closest(".page-row").querySelector(".number")?.focus({ preventScroll: true });
    underline();
  } else if (fold) {
    fold.open = false;
    fold.querySelector("summary").focus();
  } else form.querySelector("[data-cancel]")?.click();
}

/** Show in the text what the open composer is about. */
function underline() {
  if (!CSS.highlights) return;
  const article = document.querySelector("article.text");
  const { start, end } = document.querySelector(".composer form.compose")?.elements ?? {};
  const range = start && article && rangeOf(Number(start.value), Number(end.value), article);
  if (range) CSS.highlights.set("passage", new Highlight(range));
  else CSS.highlights.delete("passage");
}

document.addEventListener("click", (event) => {
  const form = event.target.closest?.("[data-cancel]")?.closest("form");
  if (!form) return;
  if (!form.matches(".composer form, .reply-form form")) return forget(form); // its link goes on
  event.preventDefault();
  leave(form);
});

document.addEventListener("keydown", (event) => {
  const form = event.target.closest?.(WRITING);
  if (!form || event.isComposing) return;
  if (event.key === "Escape") leave(form);
  if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) form.requestSubmit();
});

const ASKS_FOR_COMPOSER = "passage-toolbar button[hx-get], #card a[hx-get], unsent-words button";

let carried = null; // what was written on a passage that is gone: it goes to the one chosen instead

// One composer at a time: another one takes its place, if the reader lets go of what is in it.
document.addEventListener("htmx:before:request", (event) => {
  const { sourceElement } = event.detail.ctx;
  if (!sourceElement.matches(ASKS_FOR_COMPOSER)) return;
  const open = [...document.querySelectorAll(".composer:not(:empty)")];
  const drafts = open.flatMap(draftsIn);
  const homeless = drafts.find((form) => form.matches("[data-homeless]"));
  carried = homeless && sourceElement.matches("passage-toolbar *") ? fieldsOf(homeless) : null;
  if (!carried && !mayLose(drafts)) event.preventDefault();
  else for (const composer of open) composer.replaceChildren();
  if (carried) forget(homeless);
});

// What is being written in what is drawn anew, each with its composer if it has one; by the request
// that draws, for another's may come between.
const kept = new Map();
let typing = null; // the field that has the focus, and the selection in it
let scroll = null; // pixels; where the page stood when a composer was asked for

/** Is what stood there gone after a swap? What is put beside it takes nothing away. */
const replaces = ({ swapSpec }) => /^(inner|outer|text|delete)/.test(swapSpec?.style ?? swapSpec);

document.addEventListener("htmx:before:swap", (event) => {
  const { ctx, tasks } = event.detail;
  if (event.defaultPrevented) return;
  const targets = tasks
    .filter(replaces)
    .map(({ target }) => (typeof target === "string" ? document.querySelector(target) : target))
    .filter(Boolean);
  scroll = targets.some((target) => target.matches(".composer")) ? scrollY : null;
  const found = targets
    .flatMap(draftsIn)
    .filter((form) => !form.contains(ctx.sourceElement) && form !== ctx.sourceElement)
    .map((form) => ({
      part: form.closest(".is-edited") ?? form,
      composer: form.closest(".composer")?.id,
    }));
  const field = document.activeElement;
  const isKept = found.some(({ part }) => part.contains(field));
  typing = isKept ? { field, from: field.selectionStart, to: field.selectionEnd } : null;
  for (const { part } of found) part.remove();
  kept.set(ctx, found);
});

document.addEventListener("htmx:after:swap", ({ detail: { ctx } }) => {
  for (const { part, composer } of kept.get(ctx) ?? []) putBack(part, composer);
  kept.delete(ctx);
  typing?.field.focus({ preventScroll: true });
  typing?.field.setSelectionRange?.(typing.from, typing.to);
  const opened = document.querySelector(".composer:not(:empty)");
  const form = opened?.querySelector("form.compose");
  if (carried && form) fill(form, carried.filter(([name]) => name !== "kind"));
  if (form) carried = null;
  underline();
  if (opened && scroll !== null) {
    bring(opened);
    scrollTo({ top: scroll, behavior: "instant" });
    opened.scrollIntoView({ block: "nearest" });
  }
  scroll = null;
});

// A form comes into the leaf of the passage that it is about.
document.addEventListener("htmx:before:response", ({ detail: { ctx } }) => {
  const { retarget } = ctx.hx;
  if (retarget?.startsWith("#composer-")) composerOf(retarget.slice(1));
});

/** The place for a form in a leaf; it is made when one is to stand there. */
function composerOf(id) {
  const there = document.getElementById(id);
  if (there) return there;
  const made = Object.assign(document.createElement("div"), { id, className: "composer" });
  document.getElementById(id.replace("composer", "page"))?.querySelector(".leaf").append(made);
  return made;
}

/** What was set aside goes back to its place in what was drawn anew. */
function putBack(part, composer) {
  const twin = document.getElementById(part.id);
  if (composer) composerOf(composer).append(part);
  else twin?.replaceWith(part);
  const fold = part.closest("details.reply-form");
  if (fold) fold.open = true;
}

let isSent = false; // by a form that leads to another page

addEventListener("beforeunload", (event) => {
  const lost = draftsIn(document).filter((form) => !form.matches("[data-kept]"));
  if (!isSent && lost.length > 0) event.preventDefault();
});

// What cannot be undone is asked once more.
document.addEventListener("submit", (event) => {
  const question = event.target.dataset.confirm;
  if (question && !confirm(question)) event.preventDefault();
  isSent = event.target.matches("[hx-ignore] form") && !event.defaultPrevented;
});
