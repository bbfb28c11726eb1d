// Walking: from mark to mark, note to note, term to term, and from thread to thread in the margin.
//
// Marks and noted passages are no tab stops, there may be thousands. Terms are links, and stay tab
// stops: a layer's density bounds them, they need no script, and who turned the keys off, or has a
// screen reader that keeps letters for itself, gets at them by Tab or by its list of links. One stop
// for all of them (a roving tabindex) would hide them there.

import { isAnnouncing, say, wordsForMarks, wordsForNote } from "./announce.js";
import { here, known, leave, put } from "./cursor.js";
import { offsetAt } from "./offsets.js";
import { blockOf, endIn, indexIn, pointIn } from "./points.js";
import { runs } from "./runs.js";

const FINDERS = {
  mark: (article) => runs(article, "mark"),
  note: (article) => runs(article, ".noted"),
  term: (article) => [...article.querySelectorAll("a.term[id]")].map((term) => [term]),
};
const WORDS = { mark: wordsForMarks, note: ([first]) => wordsForNote(first) };

/** Go to the next mark, note or term (`step` is 1 or -1). False if the text has none. */
export function walk(kind, step) {
  const article = document.querySelector("article.text");
  const stops = article ? FINDERS[kind](article) : [];
  const at = here();
  if (!at || stops.length === 0) return false;
  const stop = step > 0 ? stops.find(isAfter(at)) : stops.findLast(isBefore(at));
  if (stop) land(stop, kind);
  else say(`No ${step > 0 ? "later" : "earlier"} ${kind}`);
  return true;
}

/** Where the first text of a run stands: 1 after the cursor, 0 at it, -1 before it. */
function comparison({ block, from }) {
  const cursor = document.createRange();
  cursor.setStart(...pointIn(block, Math.max(from, 0)));
  return ([first]) => cursor.comparePoint(textIn(first), 0);
}

const textIn = (element) => document.createTreeWalker(element, NodeFilter.SHOW_TEXT).nextNode() ?? element;

function isAfter(at) {
  const compare = comparison(at);
  return (run) => compare(run) > (at.unit === "stop" ? 0 : -1);
}

function isBefore(at) {
  const compare = comparison(at);
  return (run) => compare(run) < 0;
}

const follows = (one, other) =>
  Boolean(one.compareDocumentPosition(other) & Node.DOCUMENT_POSITION_FOLLOWING);

/** Put the cursor on a run, its first element with the focus. */
export function land(run, kind) {
  const [first] = run;
  const block = blockOf(first);
  const from = indexIn(block, first);
  const text = run.map((element) => element.textContent).join("");
  if (kind !== "term") name(first, isAnnouncing() ? `${WORDS[kind](run)}: ${text}` : text);
  put(block, from, from + text.length, "stop", { holder: first, again: landAgain(kind) });
  if (kind === "mark" && isAnnouncing()) tellWho(known());
}

const landAgain = (kind) => (block, from) => {
  const runs = FINDERS[kind](document.querySelector("article.text"));
  const run = runs.find(([first]) => blockOf(first) === block && indexIn(block, first) === from);
  if (run) land(run, kind);
  return Boolean(run);
};

/** A mark or passage has a name as long as it has the focus. */
function name(element, words) {
  const role = element.getAttribute("role");
  element.role = "group";
  element.ariaLabel = words;
  element.addEventListener("blur", function undo() {
    if (document.activeElement === element) return;
    element.removeEventListener("blur", undo);
    element.removeAttribute("aria-label");
    if (role) element.role = role;
    else element.removeAttribute("role");
  });
}

/** Where what the cursor is on ends in its block: at least one letter on. */
export function endOf({ block, from, to, unit }) {
  const length = block.textContent.length;
  return unit === "paragraph" ? length : Math.min(Math.max(to, from + 1), length);
}

/** The threads that the margin shows on what the cursor is on, the narrowest first. */
export function threadsOn(place) {
  const at = offsetAt(...pointIn(place.block, Math.max(place.from, 0)));
  const end = Math.max(offsetAt(...endIn(place.block, endOf(place))), at + 1);
  const width = ({ dataset }) => Number(dataset.end) - Number(dataset.start);
  return [...document.querySelectorAll("article.text .thread[data-start]")]
    .filter(({ dataset }) => Number(dataset.start) < end && at < Number(dataset.end))
    .sort((a, b) => width(a) - width(b));
}

/** Say who wrote it: “Question by Mei”. */
function tellWho(at) {
  const names = [...new Set(threadsOn(at).map((thread) => thread.ariaLabel))];
  const more = names.length > 3 ? `, and ${names.length - 3} more` : "";
  if (names.length) say(names.slice(0, 3).join(", ") + more);
}

/** Go to the next thread of the margin that is to be seen, or back. False without threads. */
export function walkThreads(step) {
  const threads = [...document.querySelectorAll("article.text .thread")];
  const active = document.activeElement.closest("article.text .thread");
  const origin = active ?? here()?.block;
  if (!origin || threads.length === 0) return false;
  const next =
    step > 0
      ? threads.find((thread) => thread !== active && follows(origin, thread))
      : threads.findLast((thread) => thread !== active && follows(thread, origin));
  if (!next) say(`No ${step > 0 ? "later" : "earlier"} thread`);
  else toCard(next);
  return true;
}

/** Give the focus to a thread or note; one that is not to be seen is shown as for its address. */
export function toCard(card) {
  leave();
  if (!card.checkVisibility()) {
    if (location.hash === `#${card.id}`) dispatchEvent(new HashChangeEvent("hashchange"));
    else location.hash = card.id;
    return;
  }
  (card.querySelector(":scope > summary") ?? card).focus({ preventScroll: true });
  card.scrollIntoView({ block: "nearest" });
}
