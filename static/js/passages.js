// Passages lead to their threads and notes, and back.

import { bring, isAway, passagesOf, release } from "./leaves.js";

const CARDS = ".thread, .note";
const PASSAGES = "mark[data-annotations], .noted";

/** The threads and notes of a passage, and of what a term has in or around it. */
function cardsOf(element) {
  const passages = [element, ...element.querySelectorAll(PASSAGES), element.closest(".noted")];
  const ids = passages.flatMap((passage) => [
    ...words(passage?.dataset.annotations).map((id) => `annotation-${id}`),
    ...words(passage?.dataset.notes).map((id) => `note-${id}`),
  ]);
  return [...new Set(ids)].map((id) => document.getElementById(id)).filter(Boolean);
}

const words = (list) => (list ?? "").split(" ").filter(Boolean);

/** Show the narrowest of what a passage carries; the others are lit beside it. */
function follow(passage) {
  const cards = cardsOf(passage);
  if (cards.length === 0) return;
  const width = (card) => Number(card.dataset.width ?? Infinity);
  const [first] = cards.toSorted((a, b) => width(a) - width(b));
  show(first);
  keep([...cards, ...passagesOf(first)]);
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

function light(elements) {
  for (const lit of document.querySelectorAll(".is-lit")) lit.classList.remove("is-lit");
  for (const element of elements) element.classList.add("is-lit");
}

/** An address that ends on a thread or note opens it, with its passage in sight. */
function arrive() {
  const card = document.getElementById(location.hash.slice(1));
  if (!card?.matches(CARDS)) return;
  const [passage] = passagesOf(card);
  passage?.scrollIntoView({ block: "center", behavior: "instant" });
  show(card);
  keep([card, ...passagesOf(card)]);
}

document.addEventListener("click", (event) => {
  const target = event.target instanceof Element ? event.target : null;
  if (!target || target.closest("a, button") || !document.getSelection().isCollapsed) return;
  const passage = target.closest(PASSAGES);
  if (passage) follow(passage);
  else if (target.closest("[data-block]")) {
    keep([]);
    release();
  }
});

for (const [type, isOver] of [["pointerover", true], ["pointerout", false], ["focusin", true]]) {
  document.addEventListener(type, (event) => {
    const card = event.target.closest?.(CARDS);
    const passage = event.target.closest?.(`a.term, ${PASSAGES}`);
    if (card) light(isOver ? [card, ...passagesOf(card)] : kept);
    else if (passage) light(isOver ? cardsOf(passage) : kept);
  });
}

document.addEventListener("focusin", (event) => {
  const card = event.target.closest?.(CARDS);
  if (card && isAway(card)) bring(card);
});
addEventListener("hashchange", arrive);
// What the reader has just written is shown where it stands.
document.addEventListener("htmx:after:settle", () => {
  const fresh = document.querySelector("[data-fresh]");
  if (!fresh) return;
  fresh.removeAttribute("data-fresh");
  show(fresh);
});
arrive();
