// The margin of a wide window: each card stands beside the line of its own passage. Where there is
// more to say than room, the cards of a paragraph fold to a line each. The text never moves.
// Without this script a leaf stands beside its block.

import { pointsIn } from "./offsets.js";
import { gather } from "./rest.js";
import { crowded, settle } from "./slots.js";

export const WIDE = matchMedia("(min-width: 64rem)");
const GAP = 12; // pixels below a card
const GAP_FOLDED = 2; // below one that is folded to a line
const FOLDED = 28; // pixels; the height of a thread that is folded to a line
const SLACK = 320; // pixels; how far the cards of a leaf may reach past their room: about one card

let asked = null; // the id of the card that was asked for
let width = 0; // of the leaves, when the heights below were measured
const heights = new WeakMap(); // of cards as they are when nobody asked for them
const lines = new WeakMap(); // of cards: the line of the passage, from the top of its block

/** Have a card stand exactly at its passage; the others make way, even beyond the upper edge. */
export function bring(card) {
  ask(card.id);
}

/** Show a card whole. */
export const unfold = bring;

/** Ask for no card any more. */
export function release() {
  if (asked) ask(null);
}

/** Was it pushed over the page's upper edge? */
export function isAway(card) {
  return card.getBoundingClientRect().top < card.closest("article.text")?.getBoundingClientRect().top;
}

/** The span of a card's passage in code points, or null if it has none of its own. */
export function spanOf(card) {
  if (card.dataset.start) return [Number(card.dataset.start), Number(card.dataset.end)];
  const { start, end } = card.querySelector(":scope > form.compose")?.elements ?? {};
  return start ? [Number(start.value), Number(end.value)] : null;
}

function ask(id) {
  document.getElementById(asked)?.classList.remove("is-asked");
  asked = id;
  document.getElementById(asked)?.classList.add("is-asked");
  place();
}

/** Read everything, then write everything: the page is laid out once. */
export function place() {
  const article = document.querySelector("article.text");
  if (!article) return;
  article.classList.toggle("is-set", WIDE.matches);
  document.getElementById(asked)?.classList.add("is-asked");
  if (!WIDE.matches) return leave(article);
  const leaves = leavesOf(article);
  fold(article, leaves);
  const cards = leaves.flatMap(({ cards }) => cards);
  for (const card of cards) card.size = card.element.offsetHeight;
  const standing = cards.filter(({ size }) => size > 0);
  const isFolded = (card) => card?.element.classList.contains("is-folded");
  const gap = (at) => (isFolded(standing[at]) && isFolded(standing[at + 1]) ? GAP_FOLDED : GAP);
  const tops = settle(
    standing.map(({ line }) => line),
    standing.map(({ size }, at) => size + gap(at)),
    standing.findIndex(({ element }) => element.id === asked),
  );
  standing.forEach((card, at) => put(card, tops[at]));
  const last = standing.at(-1);
  article.style.minBlockSize = last ? `${tops.at(-1) + last.size + GAP}px` : "";
  document.dispatchEvent(new CustomEvent("margin:placed"));
}

/** Put a card at a top, as its leaf counts; how far that is from its line is told to the style. */
function put({ element, leafTop, line }, top) {
  const shift = `${Math.round(top - leafTop)}px`;
  if (element.style.top !== shift) element.style.top = shift;
  element.classList.toggle("is-displaced", Math.abs(top - line) > GAP);
}

/** The leaves with something on them, their cards in the order of the text. */
function leavesOf(article) {
  const edge = article.getBoundingClientRect().top;
  return [...article.querySelectorAll(".leaf")]
    .filter((leaf) => leaf.childElementCount > 0)
    .map((leaf) => {
      const block = leaf.parentElement.querySelector("[data-block]");
      const box = block.getBoundingClientRect();
      const leafTop = leaf.parentElement.getBoundingClientRect().top - edge;
      const cards = inOrder(leaf).map((card) => ({ ...card, leafTop, mayFold: mayFold(card.element) }));
      measure(block, box, cards);
      for (const card of cards) card.line = box.top - edge + lines.get(card.element).top;
      return { leaf, cards, top: leafTop, bottom: box.bottom - edge };
    });
}

/** The cards of a leaf by where their passages begin. One without a passage of its own, as the way
    to the rest, follows the one that it is after. */
function inOrder(leaf) {
  let start = -1;
  return [...leaf.children]
    .map((element) => {
      start = spanOf(element)?.[0] ?? start;
      return { element, start };
    })
    .sort((a, b) => a.start - b.start);
}

/** Find the lines of cards whose block was drawn or set anew, all in one walk through its text. */
function measure(block, { width, height }, cards) {
  const key = `${width} ${height}`;
  const isKnown = ({ element, start }) => {
    const line = lines.get(element);
    return line && line.block === block && line.key === key && line.start === start;
  };
  if (cards.every(isKnown)) return;
  const top = block.getBoundingClientRect().top;
  const points = pointsIn(block, cards.map(({ start }) => start + 1)); // ends of first letters
  const range = document.createRange();
  cards.forEach(({ element, start }, at) => {
    lines.set(element, { block, key, start, top: 0 });
    if (start < 0 || !points[at]) return;
    const [node, unit] = points[at];
    range.setStart(node, Math.max(0, unit - 1));
    range.setEnd(node, unit);
    const box = range.getBoundingClientRect();
    if (box.height > 0) lines.get(element).top = box.top - top;
  });
}

/** Fold the threads of the leaves that are too long for the text beside them. */
function fold(article, leaves) {
  unfoldAll(article);
  const all = leaves.map(({ cards, top }) => {
    let [full, folded] = [0, 0];
    for (const card of cards) {
      const height = fullHeight(card.element);
      full += height + GAP;
      folded += card.mayFold ? FOLDED + GAP_FOLDED : height + GAP;
    }
    return { top, full, folded };
  });
  const answers = crowded(all, leaves.at(-1)?.bottom ?? 0, SLACK);
  leaves.forEach(({ cards }, at) => {
    for (const { element, mayFold } of cards) {
      element.classList.toggle("is-folded", answers[at] && mayFold);
    }
  });
}

/** How high a card is while nobody asks for it; what is folded or asked for was measured before. */
function fullHeight(card) {
  const isPlain = !card.classList.contains("is-folded") && !card.classList.contains("is-asked");
  if (isPlain) heights.set(card, card.offsetHeight);
  return heights.get(card) ?? card.offsetHeight;
}

/** A thread that is asked for, or that somebody works in, stays as it is. */
function mayFold(card) {
  const { classList } = card;
  const isThread = classList.contains("thread") && !classList.contains("is-edited");
  const isInUse = classList.contains("is-asked") || card.contains(document.activeElement);
  return isThread && !isInUse && !card.querySelector("details.reply-form[open]");
}

/** Another width of the leaves, and every height must be measured again. */
function unfoldAll(article) {
  const now = article.querySelector(".leaf")?.clientWidth ?? 0;
  if (now === width) return;
  width = now;
  for (const card of article.querySelectorAll(".is-folded")) card.classList.remove("is-folded");
}

/** On a narrow page nothing is placed. */
function leave(article) {
  width = 0;
  article.style.minBlockSize = "";
  for (const card of article.querySelectorAll(".leaf > *")) {
    card.style.top = "";
    card.classList.remove("is-folded", "is-displaced");
  }
}

let waiting = 0;
const resized = new ResizeObserver(() => {
  cancelAnimationFrame(waiting);
  waiting = requestAnimationFrame(place);
});

/** A page's blocks and cards are watched: whatever changes the size of one places all again. Every
    one costs time in every frame, so those without a size are not; what fills them is a swap. */
function watch() {
  gather();
  for (const element of document.querySelectorAll(".page-row > .block, .leaf > :not(.composer:empty)")) {
    resized.observe(element);
  }
  place();
}

document.addEventListener("htmx:after:swap", watch);
WIDE.addEventListener("change", place);
watch();
