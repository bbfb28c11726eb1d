// A passage and what is said on it light up together: the words by a highlight, the lines by a rule
// beside them, and a thin line leads to a card that could not stand at its passage.

import { linesOf, rangeOf } from "./offsets.js";
import { spanOf } from "./leaves.js";

const BESIDE = 7; // pixels from the text to the rule

let lit = []; // elements that carry the class
let first = null; // the card that rule and leader belong to

/** Light cards, and the passages that they are about. */
export function light(cards) {
  for (const element of lit) element.classList.remove("is-lit");
  lit = [...cards, ...cards.flatMap(notedBy)];
  for (const element of lit) element.classList.add("is-lit");
  first = cards[0] ?? null;
  highlight(cards);
  draw();
}

/** The words that a context note is on; they have their layer's own colour. */
function notedBy(card) {
  if (!card.matches(".note")) return [];
  return [...document.querySelectorAll(`[data-notes~="${card.id.split("-")[1]}"]`)];
}

function rangeOfCard(card) {
  const article = document.querySelector("article.text");
  const span = spanOf(card);
  return span && article && rangeOf(...span, article);
}

function highlight(cards) {
  if (!CSS.highlights) return;
  const ranges = cards.filter((card) => card.matches(".thread")).map(rangeOfCard);
  CSS.highlights.set("lit", new Highlight(...ranges.filter(Boolean)));
}

/** Draw rule and leader where their passage and card stand now. */
function draw() {
  const article = document.querySelector("article.text");
  const range = first?.isConnected && article && rangeOfCard(first);
  const lines = range ? linesOf(range, article) : [];
  const svg = article?.querySelector(":scope > .pointer") ?? (lines[0] && pointer(article));
  if (!svg) return;
  const [rule, leader] = svg.children;
  rule.setAttribute("d", lines[0] ? besideOf(lines, range, article) : "");
  const isAway = lines[0] && first.matches(".is-set .is-displaced");
  leader.setAttribute("d", isAway ? leaderTo(first, lines[0], range, article) : "");
}

function pointer(article) {
  const make = (name) => document.createElementNS("http://www.w3.org/2000/svg", name);
  const svg = make("svg");
  svg.classList.add("pointer");
  svg.setAttribute("aria-hidden", "true");
  svg.append(make("path"), make("path"));
  article.append(svg);
  return svg;
}

/** Where the text column is that a range begins in. */
function columnOf(range) {
  const node = range.startContainer;
  return (node.closest ? node : node.parentElement).closest("[data-block]").getBoundingClientRect();
}

function besideOf(lines, range, article) {
  const edge = article.getBoundingClientRect();
  const x = Math.round(columnOf(range).left - edge.left - BESIDE);
  const [top, bottom] = [lines[0].top - edge.top, Math.max(...lines.map((line) => line.bottom)) - edge.top];
  return `M${x} ${Math.round(top)}V${Math.round(bottom)}`;
}

/** From the end of the column at the passage's first line, along the edge of the leaf, to the card. */
function leaderTo(card, line, range, article) {
  const edge = article.getBoundingClientRect();
  const box = card.getBoundingClientRect();
  const from = columnOf(range).right - edge.left + 4;
  const to = box.left - edge.left;
  const [start, end] = [line.bottom - edge.top - 3, box.top - edge.top + 14].map(Math.round);
  return `M${from} ${start}H${Math.round((from + to) / 2)}V${end}H${to}`;
}

document.addEventListener("margin:placed", draw);
