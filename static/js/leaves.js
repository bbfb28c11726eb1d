// The margin: leaves stand beside their blocks without overlapping, and the one that was asked for
// stands beside its very passage. Without this script a leaf follows its block.

import { linesOf, rangeOf } from "./offsets.js";

const WIDE = matchMedia("(min-width: 64rem)");
const GAP = 12; // pixels between two leaves

let chosen = ""; // the id of the thread, note or composer that was asked for

/** Bring a thread, note or composer beside its passage; the others make room, even beyond the
    page's upper edge. */
export function bring(card) {
  chosen = card.id;
  set();
}

/** Let every leaf stand at its block again. */
export function release() {
  chosen = "";
  set();
}

/** Was it pushed over the page's upper edge? */
export function isAway(card) {
  return card.getBoundingClientRect().top < card.closest("article.text")?.getBoundingClientRect().top;
}

/** The passages that a note is on. */
export function passagesOf(card) {
  return document.querySelectorAll(`[data-notes~="${card.id.replace("note-", "")}"]`);
}

/** The passage that a thread or an open composer is on, or null. */
export function rangeOfCard(card) {
  const article = card.closest("article.text");
  const { start, end } = card.querySelector("form.compose")?.elements ?? {};
  const from = card.dataset.start ?? start?.value;
  return article && from && rangeOf(Number(from), Number(card.dataset.end ?? end.value), article);
}

function set() {
  const article = document.querySelector("article.text");
  if (!article) return;
  article.classList.toggle("is-set", WIDE.matches);
  const leaves = [...article.querySelectorAll(".leaf")];
  const own = leaves.map((leaf) => leaf.parentElement.offsetTop);
  const sizes = leaves.map((leaf) => leaf.offsetHeight && leaf.offsetHeight + GAP);
  const tops = WIDE.matches ? placed(own, sizes, wish(article, leaves)) : own;
  leaves.forEach((leaf, at) => leaf.style.setProperty("--shift", `${tops[at] - own[at]}px`));
  const bottom = Math.max(0, ...leaves.map((_, at) => sizes[at] && tops[at] + sizes[at]));
  article.style.minBlockSize = WIDE.matches ? `${bottom}px` : "";
}

/** Each leaf at its block or below the leaf before; those before the wished one make way upwards. */
function placed(own, sizes, { at, top }) {
  const tops = [];
  let bottom = 0;
  own.forEach((wanted, leaf) => {
    tops.push(leaf === at ? top : Math.max(wanted, bottom));
    if (sizes[leaf]) bottom = tops[leaf] + sizes[leaf];
  });
  let limit = top;
  for (let leaf = at - 1; leaf >= 0; leaf -= 1) {
    if (!sizes[leaf]) continue;
    tops[leaf] = Math.min(tops[leaf], limit - sizes[leaf]);
    limit = tops[leaf];
  }
  return tops;
}

/** Where the leaf of the chosen card should begin. */
function wish(article, leaves) {
  const card = document.getElementById(chosen);
  const at = leaves.indexOf(card?.closest(".leaf"));
  const line = at >= 0 && card.offsetHeight > 0 && lineOf(card, article);
  if (!line) return { at: -1, top: 0 };
  return { at, top: line.top - article.getBoundingClientRect().top - card.offsetTop };
}

/** The first line of what a card is about. */
function lineOf(card, article) {
  const range = rangeOfCard(card);
  return range ? linesOf(range, article)[0] : passagesOf(card)[0]?.getClientRects()[0];
}

const resized = new ResizeObserver(() => requestAnimationFrame(set));
function watch() {
  for (const element of document.querySelectorAll("article.text, .leaf")) resized.observe(element);
}
document.addEventListener("htmx:after:swap", watch);
WIDE.addEventListener("change", set);
watch();
