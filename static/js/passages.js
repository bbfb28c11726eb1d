// Passages lead to their threads and notes, and back.

import { arrange, ask, leave } from "./here.js";
import { isAway, spanOf, WIDE } from "./leaves.js";
import { light } from "./light.js";
import { bring, release, unfold } from "./margin.js";
import { offsetAt } from "./offsets.js";
import { markMeant, placeOf } from "./pointing.js";

const CARDS = ".leaf > .thread, .leaf > .note";
const PASSAGES = "mark[data-count], .noted";
const INTENT = 90; // milliseconds; a pointer that only crosses a mark asks for nothing

/** The threads and notes of the page that a place in the text is in, the narrowest first. */
function cardsAt(offset) {
  const size = ([start, end]) => end - start;
  return [...document.querySelectorAll(CARDS)]
    .map((card) => ({ card, span: spanOf(card) }))
    .filter(({ span }) => span && span[0] <= offset && offset < span[1])
    .sort((a, b) => size(a.span) - size(b.span))
    .map(({ card }) => card);
}

/** Show the narrowest of what stands at a place: of notes at once, of marks what the server says. */
function follow(passage, x, y) {
  const mark = passage.closest("mark") ?? passage.querySelector("mark");
  if (mark) return ask(placeOf(mark, x, y));
  const [note] = cardsAt(placeOf(passage, x, y));
  if (note) show(note);
}

function show(card) {
  keep([card]);
  if (card instanceof HTMLDetailsElement) card.open = true;
  bring(card);
  if (WIDE.matches) card.scrollIntoView({ block: "nearest" });
  (card.querySelector(":scope > summary") ?? card).focus({ preventScroll: true });
}

let kept = []; // what stays lit: it was asked for

function keep(cards) {
  clearTimeout(resting);
  kept = cards;
  light(kept);
}

/** An address that ends on a thread, note or reply opens it, with its passage in sight. */
function arrive() {
  const goal = document.getElementById(location.hash.slice(1));
  const card = goal?.closest(CARDS);
  if (!card || !(goal === card || goal.matches(".reply"))) return;
  passageOf(card)?.scrollIntoView({ block: "center", behavior: "instant" });
  show(card);
  if (goal !== card) goal.scrollIntoView({ block: "nearest" });
}

/** The element in which a card's passage begins. */
function passageOf(card) {
  const row = card.closest(".page-row");
  const [start] = spanOf(card);
  const passages = [...row.querySelectorAll(PASSAGES)];
  return passages.find((passage) => offsetAt(passage) >= start) ?? row;
}

document.addEventListener("click", (event) => {
  const target = event.target instanceof Element ? event.target : null;
  if (!target || event.defaultPrevented || !document.getSelection().isCollapsed) return;
  const card = target.closest(CARDS);
  if (card) return openCard(card, target);
  if (target.closest("a, button, .leaf") || !target.closest("article.text")) return;
  const passage = target.closest(PASSAGES);
  if (passage) return follow(passage, event.clientX, event.clientY);
  const near = markMeant(event, PASSAGES);
  if (near?.sign.matches("a.term")) near.sign.click();
  else if (near) follow(near.sign, near.x, near.y);
  else if (target.closest("[data-block]")) {
    leave();
    keep([]);
    release();
  }
});

/** What is clicked in the margin is asked for, unless something else was meant in it. */
function openCard(card, target) {
  if (card.matches(".is-asked") || target.closest("a, summary, form, button:not(.gist)")) return;
  keep([card]);
  unfold(card);
  if (target.closest(".gist")) card.focus({ preventScroll: true });
}

// Hovering. One listener for all, and nothing is looked for before the pointer rests.
let resting = 0;
let over = null; // the card or passage under the pointer

document.addEventListener("pointerover", (event) => {
  const target = event.target.closest?.(`${CARDS}, a.term, ${PASSAGES}`) ?? null;
  if (target === over || event.pointerType === "touch") return;
  over = target;
  clearTimeout(resting);
  resting = setTimeout(() => light(litBy(target)), INTENT);
});

/** What is lit while the pointer rests on something: with a card its passage, and the reverse. */
function litBy(target) {
  if (target?.matches(CARDS)) return [target];
  const isPassage = target?.matches(PASSAGES);
  const passage = isPassage ? target : (target?.querySelector(PASSAGES) ?? target?.closest(".noted"));
  return passage ? cardsAt(offsetAt(target)) : kept;
}

document.addEventListener("focusin", (event) => {
  const card = event.target.closest?.(CARDS);
  if (!card) return;
  clearTimeout(resting); // what is asked for outlasts what the pointer happens to rest on
  light([card]);
  if (WIDE.matches && isAway(card)) bring(card);
});
addEventListener("hashchange", arrive);
document.addEventListener("htmx:after:swap", () => {
  const thread = arrange();
  if (thread) show(thread);
});
// What the reader has just written is shown where it stands.
document.addEventListener("htmx:after:settle", () => {
  const fresh = document.querySelector("[data-fresh]");
  if (!fresh) return;
  fresh.removeAttribute("data-fresh");
  show(fresh);
});
arrive();
