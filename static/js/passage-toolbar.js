// The small toolbar beside a selection. It fills a form; htmx sends it.

import { passageOf } from "./offsets.js";

const GAP = 8; // pixels between the selection and the toolbar

class PassageToolbar extends HTMLElement {
  connectedCallback() {
    this.form = this.querySelector("form");
    this.listening = new AbortController();
    const { signal } = this.listening;
    document.addEventListener("selectionchange", () => this.settle(), { signal });
    this.addEventListener("pointerdown", (event) => event.preventDefault()); // keeps the selection
    this.addEventListener("htmx:after:request", () => this.dismiss());
    document.addEventListener("keydown", (event) => this.onKey(event), { signal });
  }

  disconnectedCallback() {
    this.listening.abort();
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
    this.hidden = !passage;
    if (!passage) return;
    for (const [name, value] of Object.entries(passage)) this.form.elements[name].value = value;
    this.place(range.getBoundingClientRect());
  }

  place(box) {
    const left = Math.max(GAP, Math.min(box.left, innerWidth - this.offsetWidth - GAP));
    const above = box.top - this.offsetHeight - GAP;
    const top = above > GAP ? above : box.bottom + GAP;
    this.style.left = `${left + scrollX}px`;
    this.style.top = `${top + scrollY}px`;
  }

  onKey(event) {
    if (this.hidden) return;
    if (event.key === "Escape") this.dismiss();
    if (event.key === "Enter" && event.target === document.body) {
      event.preventDefault();
      this.form.querySelector("button").focus();
    }
  }

  dismiss() {
    this.hidden = true;
    document.getSelection().removeAllRanges();
  }
}

customElements.define("passage-toolbar", PassageToolbar);
