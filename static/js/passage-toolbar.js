// The small toolbar beside a selection. It fills a form; htmx sends it.

import { comeBack, leave } from "./cursor.js";
import { linesOf, passageOf } from "./offsets.js";

const GAP = 8; // pixels between the selection and the toolbar

class PassageToolbar extends HTMLElement {
  connectedCallback() {
    this.form = this.querySelector("form");
    this.listening = new AbortController();
    const { signal } = this.listening;
    document.addEventListener("selectstart", (event) => this.begin(event), { signal });
    document.addEventListener("selectionchange", () => this.settle(), { signal });
    this.addEventListener("pointerdown", (event) => event.preventDefault()); // keeps the selection
    this.addEventListener("htmx:after:request", () => this.dismiss());
    document.addEventListener("keydown", (event) => this.onKey(event), { signal });
  }

  disconnectedCallback() {
    this.listening.abort();
  }

  /** What is selected in the text takes nothing of the margin along. */
  begin(event) {
    const node = event.target;
    const element = node instanceof Element ? node : node.parentElement;
    const isInText = Boolean(element?.closest("[data-block]"));
    document.querySelector("article.text").classList.toggle("is-choosing", isInText);
  }

  settle() {
    clearTimeout(this.waiting);
    this.waiting = setTimeout(() => this.update(), 120); // a drag is many changes
  }

  update() {
    if (this.contains(document.activeElement)) return;
    const selection = document.getSelection();
    const article = document.querySelector("article.text");
    const range = selection.rangeCount && !selection.isCollapsed ? selection.getRangeAt(0) : null;
    const passage = range && article.contains(range.commonAncestorContainer) && passageOf(range, article);
    const { start, end, nonce } = this.form.elements;
    const isNew = passage && (this.hidden || start.value !== `${passage.start}` || end.value !== `${passage.end}`);
    if (isNew) nonce.value = freshNonce();
    this.hidden = !passage;
    if (!passage) return;
    for (const [name, value] of Object.entries(passage)) this.form.elements[name].value = value;
    this.place(linesOf(range, article));
  }

  /** Above the first line, or below the last; in the window in any case. */
  place(lines) {
    const [first, last] = [lines[0], lines.at(-1)];
    const room = this.offsetHeight + GAP;
    const isAbove = first.top >= room + GAP;
    const top = isAbove ? first.top - room : last.bottom + GAP;
    const left = isAbove ? first.left : last.left;
    this.style.left = `${within(left, innerWidth - this.offsetWidth - GAP) + scrollX}px`;
    this.style.top = `${within(top, innerHeight - room) + scrollY}px`;
  }

  onKey(event) {
    if (this.hidden) return;
    if (event.key === "Escape") this.dismiss();
    if (event.key === "Enter" && event.target.matches("body, [data-block], [data-block] :not(a)")) {
      event.preventDefault();
      leave();
      this.form.querySelector("button").focus();
    }
    const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    if (step && this.contains(event.target)) this.move(step);
  }

  /** Arrows go from button to button, round and round, as in every toolbar. */
  move(step) {
    const buttons = [...this.form.querySelectorAll("button")];
    buttons.at((buttons.indexOf(document.activeElement) + step) % buttons.length).focus();
  }

  dismiss() {
    const hadFocus = this.contains(document.activeElement);
    this.hidden = true;
    document.getSelection().removeAllRanges();
    if (hadFocus) comeBack();
  }
}

/** 32 hexadecimal digits, as the server makes them: one selection is highlighted once. */
function freshNonce() {
  const bytes = [...crypto.getRandomValues(new Uint8Array(16))];
  return bytes.map((byte) => byte.toString(16).padStart(2, "0")).join("");
}

const within = (value, most) => Math.max(GAP, Math.min(value, most));

customElements.define("passage-toolbar", PassageToolbar);
