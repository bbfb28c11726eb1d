// What is being written outlives a lost connection, a closed tab and an expired session: it is kept
// as one types, offered when the page is opened again, and gone when the server has it.

import { all, drop, keep, sweep } from "./store.js";
import { addressOf, fieldsOf, fill, isWritten, keyOf, WRITING } from "./writing.js";

const reading = location.pathname.match(/^\/courses\/[^/]+\/readings\/[^/]+/)?.[0];

/** Keep what stands in a form, or forget it where nothing does. */
function note(form) {
  if (!reading) return;
  const key = keyOf(form);
  const isKept = isWritten(form) && keep(key, { ...about(form), reading, fields: fieldsOf(form) });
  form.toggleAttribute("data-kept", isKept);
  if (!isKept) drop(key);
}

/** What it is, where it stands and where that is found again: for the line that offers it. */
function about(form) {
  const { kind } = form.elements;
  const number = form.closest(".page-row")?.querySelector(".number")?.textContent.trim();
  return {
    what: kind ? kind.value : form.closest(".is-edited") ? "edit" : form.matches(".compose") ? "card" : "reply",
    where: number ? `on ¶ ${number}` : "",
    thread: form.closest(".thread")?.id.replace("annotation-", ""),
  };
}

/** A form that was sent, or left: its words need not be kept any more. */
export function forget(form) {
  drop(keyOf(form));
  form.removeAttribute("data-kept");
}

document.addEventListener("input", (event) => {
  const form = event.target.closest?.(WRITING);
  if (form) note(form);
});

document.addEventListener("htmx:after:request", ({ detail: { ctx } }) => {
  if (ctx.sourceElement.matches?.(WRITING) && ctx.response.raw.ok) forget(ctx.sourceElement);
});

// Who signs out leaves nothing behind for the next reader of this machine.
document.addEventListener("submit", (event) => {
  if (!event.target.matches("form[data-signs-out]")) return;
  const kept = all();
  const question = "What you wrote and have not sent is thrown away when you sign out. Sign out?";
  if (kept.length > 0 && !confirm(question)) event.preventDefault();
  else for (const [key] of kept) drop(key);
});

/** The lines that offer what was not sent. */
class UnsentWords extends HTMLElement {
  connectedCallback() {
    sweep();
    for (const [key, written] of all()) {
      if (written.reading !== reading) continue;
      if (isSent(written)) drop(key);
      else if (!isOpen(key)) this.offer(key, written);
    }
  }

  offer(key, written) {
    const line = this.querySelector("template").content.firstElementChild.cloneNode(true);
    line.querySelector(".what").textContent = written.what;
    line.querySelector(".where").textContent = written.where;
    line.querySelector(".go-on").addEventListener("click", async (event) => {
      const form = await opened(key, written, event.currentTarget);
      if (form) resume(form, key, written);
      if (form) line.remove();
    });
    line.querySelector(".throw-away").addEventListener("click", () => {
      drop(key);
      line.remove();
    });
    this.append(line);
  }
}

/** Did it reach the server after all, though no answer came back? */
function isSent({ fields }) {
  const [, nonce] = fields.find(([name]) => name === "nonce") ?? [];
  return Boolean(nonce && document.querySelector(`[data-nonce="${nonce}"]`));
}

const isOpen = (key) => [...document.querySelectorAll(WRITING)].some((form) => keyOf(form) === key && isWritten(form));

/** Open the form that something was written in; what is not on this page is gone to. */
async function opened(key, written, button) {
  const [address] = key.split(" ");
  if (address !== key) {
    const passage = written.fields.filter(([name]) => ["start", "end", "exact", "kind"].includes(name));
    await htmx.ajax("GET", `${address}/new?${new URLSearchParams(passage)}`, { source: button, swap: "none" });
    return document.querySelector(".composer form.compose");
  }
  const edit = document.querySelector(`[hx-get="${address}/edit"]`);
  if (edit) {
    const target = edit.getAttribute("hx-target");
    await htmx.ajax("GET", `${address}/edit`, { source: edit, target, swap: "outerHTML" });
  }
  const form = [...document.querySelectorAll(WRITING)].find((one) => addressOf(one) === address);
  if (!form) location.assign(`/annotations/${written.thread}`);
  return form;
}

function resume(form, key, written) {
  fill(form, written.fields);
  if (keyOf(form) !== key) drop(key); // its passage has moved with the text
  const fold = form.closest("details");
  if (fold) fold.open = true;
  form.querySelector("textarea").focus({ preventScroll: true });
  form.scrollIntoView({ block: "nearest" });
}

customElements.define("unsent-words", UnsentWords);
