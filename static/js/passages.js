// Passages lead to their threads and notes, and back. A mark only counts: what stands at a place is
// asked of the server, and put into the leaf.

import { bring, isAway, passagesOf, rangeOfCard, release } from "./leaves.js";
import { codePoints, offsetAt } from "./offsets.js";

const CARDS = ".thread, .note";
const PASSAGES = "mark[data-count], .noted";

/** The threads that are shown and the notes of a passage, and of what a term has in or around it. */
function cardsOf(element) {
  const passages = [element, ...element.querySelectorAll(PASSAGES), element.closest(".noted")];
  const ids = passages.flatMap((passage) => (passage?.dataset.notes ?? "").split(" "));
  const notes = [...new Set(ids)].map((id) => document.getElementById(`note-${id}`));
  return [...notes.filter(Boolean), ...passages.some(isMark) ? threadsOn(element) : []];
}

const isMark = (element) => Boolean(element?.matches("mark"));

function threadsOn(element) {
  const start = offsetAt(element, 0);
  const end = start + codePoints(element.textContent);
  return [...document.querySelectorAll(".thread[data-start]")].filter(
    ({ dataset }) => Number(dataset.start) < end && Number(dataset.end) > start,
  );
}

/** Show what a passage carries: of notes the first, of marks what the server says. */
function follow(passage, event) {
  const mark = passage.closest("mark") ?? passage.querySelector("mark");
  const [note] = cardsOf(passage);
  if (mark) ask(placeOf(mark, event), mark.closest(".page-row").querySelector(".leaf"));
  else if (note) {
    show(note);
    keep([note]);
  }
}

/** The code point of a mark that was pointed at. */
function placeOf(mark, { clientX, clientY }) {
  const start = offsetAt(mark, 0);
  const last = start + codePoints(mark.textContent) - 1;
  const caret = document.caretPositionFromPoint?.(clientX, clientY);
  const at = caret && mark.contains(caret.offsetNode) ? offsetAt(caret.offsetNode, caret.offset) : start;
  return Math.min(Math.max(at, start), last);
}

/** Have the server say what stands at a place, and show the narrowest of it. */
async function ask(at, leaf) {
  const old = document.getElementById("here");
  const here = old ?? Object.assign(document.createElement("section"), { id: "here" });
  for (const thread of here.querySelectorAll(".thread")) {
    const written = [...thread.querySelectorAll("textarea")].some(({ value }) => value.trim());
    if (written) here.before(thread); // no words are lost
  }
  leaf.prepend(here);
  const url = new URL(document.querySelector("article.text").dataset.talk, location);
  url.searchParams.set("at", at);
  await htmx.ajax("GET", url.href, { target: "#here", swap: "outerHTML" });
  if (!here.hasChildNodes()) here.remove(); // not to be had
}

/** A thread that the margin shows already is not shown twice: the list of the others follows it. */
function arrange() {
  const here = document.querySelector("#here:not([data-is-arranged])");
  const thread = here?.querySelector(".thread");
  if (!thread) return;
  here.dataset.isArranged = "";
  const twin = [...document.querySelectorAll(`[id="${thread.id}"]`)].find((card) => card !== thread);
  if (twin) {
    thread.remove();
    twin.after(here);
  }
  show(twin ?? thread);
  keep([twin ?? thread]);
}

function show(card) {
  if (card instanceof HTMLDetailsElement) card.open = true;
  bring(card);
  card.scrollIntoView({ block: "nearest" });
  (card.querySelector(":scope > summary") ?? card).focus({ preventScroll: true });
}

let kept = []; // what stays lit: it was asked for

function keep(elements) {
  kept = elements;
  light(kept);
}

function light(cards) {
  for (const lit of document.querySelectorAll(".is-lit")) lit.classList.remove("is-lit");
  for (const card of cards) for (const lit of [card, ...passagesOf(card)]) lit.classList.add("is-lit");
  CSS.highlights?.set("lit", new Highlight(...cards.map(rangeOfCard).filter(Boolean)));
}

/** An address that ends on a thread or note opens it, with its passage in sight. */
function arrive() {
  const card = document.getElementById(location.hash.slice(1));
  if (!card?.matches(CARDS)) return;
  const passage = rangeOfCard(card)?.startContainer.parentElement ?? passagesOf(card)[0];
  passage?.scrollIntoView({ block: "center", behavior: "instant" });
  show(card);
  keep([card]);
}

document.addEventListener("click", (event) => {
  const target = event.target instanceof Element ? event.target : null;
  if (!target || target.closest("a, button") || !document.getSelection().isCollapsed) return;
  const passage = target.closest(PASSAGES);
  if (passage) follow(passage, event);
  else if (target.closest("[data-block]")) {
    keep([]);
    release();
  }
});

for (const [type, isOver] of [["pointerover", true], ["pointerout", false], ["focusin", true]]) {
  document.addEventListener(type, (event) => {
    const card = event.target.closest?.(CARDS);
    const passage = event.target.closest?.(`a.term, ${PASSAGES}`);
    if (card) light(isOver ? [card] : kept);
    else if (passage) light(isOver ? cardsOf(passage) : kept);
  });
}

document.addEventListener("focusin", (event) => {
  const card = event.target.closest?.(CARDS);
  if (card && isAway(card)) bring(card);
});
document.addEventListener("htmx:after:swap", arrange);
addEventListener("hashchange", arrive);
// What the reader has just written is shown where it stands.
document.addEventListener("htmx:after:settle", () => {
  const fresh = document.querySelector("[data-fresh]");
  if (!fresh) return;
  fresh.removeAttribute("data-fresh");
  show(fresh);
});
arrive();
