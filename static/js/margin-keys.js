// From a passage to what the margin says on it, and back; and what is done there by key.

import { say } from "./announce.js";
import { comeBack, here, known, leave, put } from "./cursor.js";
import { rangeOf } from "./offsets.js";
import { blockOf, indexIn, pointIn } from "./points.js";
import { endOf, land, threadsOn, toCard } from "./walk.js";

const CARDS = "article.text :is(.thread, .note)";
const BESIDE = ":scope > .leaf :is(.thread, .note)";
const SIGNS = "mark, .noted";

/** Open what stands at the cursor: what a click on it opens. A link opens by itself. */
export function open() {
  const active = document.activeElement;
  if (active !== document.body && !active.matches(`[data-block], [data-block] :is(${SIGNS})`)) return false;
  const at = here();
  if (!at?.unit || !getSelection().isCollapsed) return false;
  const element = active.matches(SIGNS) ? active : pointIn(at.block, at.from)[0].parentElement;
  const sign = element.closest(`${SIGNS}, a.term`);
  if (!sign) return false;
  // A click on a mark in a term opens the term; who has walked to the mark wants its thread.
  const [thread] = sign.matches("a.term *") ? threadsOn(at) : [];
  leave();
  if (thread) toCard(thread);
  else sign.click();
  return true;
}

/** From the passage to the margin, or from the margin to the passage. */
export function across() {
  const card = document.activeElement.closest(CARDS);
  if (card) return comeBackTo(card);
  const at = here();
  if (!at) return false;
  if (open()) return true;
  const first = threadsOn(at)[0] ?? at.block.parentElement.querySelector(BESIDE);
  if (first) toCard(first);
  else say("The margin says nothing on this");
  return true;
}

/** To the very place that one came from, if the card is about it; or else to its passage. */
function comeBackTo(card) {
  const at = known();
  return (at && isAbout(card, at) && comeBack()) || toPassage(card);
}

function isAbout(card, at) {
  if (card.matches(".thread")) return threadsOn(at).includes(card);
  return notedBy(card).some((noted) => {
    const start = blockOf(noted) === at.block ? indexIn(at.block, noted) : Infinity;
    return start < endOf(at) && at.from < start + noted.textContent.length;
  });
}

/** The parts of the text that a note is about. */
const notedBy = ({ id }) => [
  ...document.querySelectorAll(`[data-notes~="${CSS.escape(id.replace("note-", ""))}"]`),
];

function toPassage(card) {
  if (card.matches(".note")) {
    const [noted] = notedBy(card);
    if (noted) land([noted], "note");
    return Boolean(noted);
  }
  const { start, end } = card.dataset;
  const article = document.querySelector("article.text");
  const range = start && rangeOf(Number(start), Number(end), article);
  const block = range ? blockOf(range.startContainer) : blockOf(card);
  if (!block) return false;
  const from = range ? indexIn(block, range.startContainer, range.startOffset) : 0;
  const isWithin = range && block.contains(range.endContainer);
  const to = isWithin ? indexIn(block, range.endContainer, range.endOffset) : block.textContent.length;
  put(block, from, to, "stop");
  return true;
}

/** Write a reply to the thread that one is in. */
export function reply() {
  const fold = document.activeElement.closest(".thread")?.querySelector("details.reply-form");
  if (!fold) return false;
  fold.open = true;
  fold.querySelector("textarea").focus();
  return true;
}

/** Have whoever knows what is unread go there. */
export function walkUnread(step) {
  const name = step > 0 ? "interleaf:next-unread" : "interleaf:previous-unread";
  leave();
  document.dispatchEvent(new CustomEvent(name));
  return true;
}
