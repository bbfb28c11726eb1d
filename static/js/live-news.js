// What comes while the page is open waits behind a bar. The page asks from time to time, by the
// number of the newest event that it has, so that nothing is missed after a lost connection.

import { holdLine } from "./line.js";

const EVERY = 20_000; // milliseconds between two questions
const SLOWEST = 8; // so many times as long, while the server does not answer

class LiveNews extends HTMLElement {
  connectedCallback() {
    this.patience = 1;
    this.listening = new AbortController();
    const { signal } = this.listening;
    document.addEventListener("visibilitychange", () => this.ask(), { signal });
    addEventListener("online", () => this.ask(), { signal });
    this.addEventListener("htmx:before:response", (event) => this.hear(event));
    this.addEventListener("htmx:before:swap", (event) => this.hold(event));
    this.later();
  }

  disconnectedCallback() {
    this.listening.abort();
    clearTimeout(this.waiting);
  }

  later() {
    clearTimeout(this.waiting);
    this.waiting = setTimeout(() => this.ask(), EVERY * this.patience);
  }

  /** Ask what is new; while nobody looks, or one answer is still out, not at all. */
  async ask() {
    if (document.visibilityState !== "visible" || this.isAsking) return;
    this.isAsking = true;
    const { address, event, revision } = this.dataset;
    const thread = document.activeElement?.closest(".thread")?.id.replace("annotation-", "");
    const query = new URLSearchParams({ since: event, revision, ...(thread && { thread }) });
    this.isAnswered = false;
    try {
      await htmx.ajax("GET", `${address}?${query}`, { source: this, target: this, swap: "innerHTML" });
    } finally {
      this.isAsking = false;
      if (this.isAnswered && this.patience > 1) document.dispatchEvent(new Event("interleaf:answering"));
      this.patience = this.isAnswered ? 1 : Math.min(SLOWEST, this.patience * 2);
      if (this.isConnected) this.later();
    }
  }

  /** An error is no news, and 204 says that nothing waits. */
  hear(event) {
    const { ctx } = event.detail;
    if (ctx.sourceElement !== this) return;
    const { status } = ctx.response;
    this.isAnswered = status < 500;
    if (status === 204) this.clear();
    if (status >= 400) event.preventDefault();
  }

  clear() {
    this.replaceChildren();
    for (const line of document.querySelectorAll(".waiting")) line.remove();
  }

  /** The same answer again changes nothing; and the line being read stays where it is. */
  hold(event) {
    const { ctx } = event.detail;
    if (ctx.sourceElement === this) {
      if (ctx.text === this.text && this.firstElementChild) return event.preventDefault();
      const isFirst = !this.firstElementChild;
      this.text = ctx.text;
      this.clear();
      if (isFirst) document.addEventListener("htmx:after:swap", () => this.tell(), { once: true });
    }
    const keep = holdLine();
    document.addEventListener("htmx:after:swap", keep, { once: true });
  }

  /** Said once, politely; not each time that one more comes. */
  tell() {
    const words = this.querySelector(".posts")?.textContent;
    const status = document.getElementById("status");
    if (words && status) status.textContent = words;
  }
}

customElements.define("live-news", LiveNews);
