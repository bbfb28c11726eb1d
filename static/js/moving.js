// Moving the reading cursor by paragraph, sentence and word, and selecting by them. Selecting goes as
// in every editor: one end stays, the other moves on; the first step takes what the cursor is on.

import { isAnnouncing, say } from "./announce.js";
import { blocks, bringIntoSight, focus, here, put } from "./cursor.js";
import { passageOf } from "./offsets.js";
import { blockOf, endIn, indexIn, pointIn, rangeIn } from "./points.js";
import { edgeFrom, unitFrom, units } from "./units.js";

const SIZES = ["word", "sentence", "paragraph"];

const unitsOf = (block, unit) =>
  units(block.textContent, unit, block.closest("[lang]")?.getAttribute("lang"));

/** Go to the next paragraph, sentence or word, or back (`step` is 1 or -1). At the end of the text
    the key still means this, and does nothing. */
export function move(unit, step) {
  const at = here();
  if (!at) return false;
  const goal = unit === "paragraph" ? paragraph(at, step) : part(at, unit, step);
  if (goal) put(goal.block, goal.from, goal.to, unit);
  return true;
}

function paragraph({ block, unit }, step) {
  const all = blocks();
  const goal = unit ? all[all.indexOf(block) + step] : block; // the first key leads to what is read
  return goal && { block: goal, from: 0, to: 0 };
}

function part({ block, from, unit: was }, unit, step) {
  const isInside = step > 0 && SIZES.indexOf(was) > SIZES.indexOf(unit);
  const found = unitFrom(unitsOf(block, unit), isInside ? from - 1 : from, step);
  const next = found ? { block, found } : beside(block, unit, step);
  return next && { block: next.block, from: next.found[0], to: next.found[1] };
}

/** The nearest block after or before that has a unit, and that unit. */
function beside(block, unit, step) {
  const all = blocks();
  for (let at = all.indexOf(block) + step; all[at]; at += step) {
    const found = unitsOf(all[at], unit).at(step > 0 ? 0 : -1);
    if (found) return { block: all[at], found };
  }
  return null;
}

/** Take the selection on by a sentence or word. */
export function extend(unit, step) {
  const at = here();
  if (!at) return false;
  const selection = getSelection();
  if (selection.isCollapsed || !blockOf(selection.anchorNode)) begin(at, unit, step);
  const block = blockOf(selection.focusNode);
  const place = indexIn(block, selection.focusNode, selection.focusOffset);
  const edge = edgeFrom(unitsOf(block, unit), place, step);
  const next = edge === undefined ? beside(block, unit, step) : { block, found: [edge, edge] };
  if (next) stretch(next.block, next.found[step > 0 ? 1 : 0], step);
  return true;
}

/** The end that stays: before what the cursor is on, or behind it when one goes back. */
function begin({ block, from, to, unit: was }, unit, step) {
  const start = Math.max(from, 0);
  const isOnUnit = was === unit || was === "stop";
  getSelection().collapse(...pointIn(block, step < 0 && isOnUnit ? to : start));
  if (!block.contains(document.activeElement)) focus(block);
}

function stretch(block, place, step) {
  const selection = getSelection();
  const point = (step > 0 ? endIn : pointIn)(block, place);
  document.querySelector("article.text").classList.add("is-choosing"); // nothing of the margin
  selection.setBaseAndExtent(selection.anchorNode, selection.anchorOffset, ...point);
  const first = Math.max(step > 0 ? place - 1 : place, 0);
  bringIntoSight(rangeIn(block, first, first + 1).getBoundingClientRect());
  if (!isAnnouncing()) return;
  const passage = passageOf(selection.getRangeAt(0), document.querySelector("article.text"));
  say(passage ? `Selected: ${passage.exact}` : "Nothing selected");
}

/** Have something selected: what is, or else what the cursor is on. False without either. */
export function select() {
  const selection = getSelection();
  if (!selection.isCollapsed && blockOf(selection.anchorNode)) return true;
  const at = here();
  const end = at?.unit === "paragraph" ? at.block.textContent.length : at?.to;
  if (!at?.unit || end <= at.from) return false;
  const { startContainer, startOffset, endContainer, endOffset } = rangeIn(at.block, at.from, end);
  selection.setBaseAndExtent(startContainer, startOffset, endContainer, endOffset);
  return true;
}
