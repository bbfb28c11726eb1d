// What a pointer means in the text: the letter under it, or the mark that a thumb has missed.

import { codePoints, offsetAt } from "./offsets.js";

const REACH = 24; // pixels from a thumb to a mark that it means
const STEP = 6;
const TURNS = 12;

/** The offset of the letter of an element that is at a point of the window, or of its first one. */
export function placeOf(element, x, y) {
  const start = offsetAt(element);
  const last = start + codePoints(element.textContent) - 1;
  const caret = document.caretPositionFromPoint?.(x, y);
  const isInside = caret && element.contains(caret.offsetNode);
  const at = isInside ? offsetAt(caret.offsetNode, caret.offset) : start;
  return Math.min(Math.max(at, start), last);
}

/** The term, or what else of the text, that is nearest to a thumb: {sign, x, y}, or null. */
export function markMeant({ clientX, clientY, pointerType }, selector) {
  if (pointerType !== "touch") return null;
  for (let reach = STEP; reach <= REACH; reach += STEP) {
    for (let turn = 0; turn < TURNS; turn += 1) {
      const angle = (2 * Math.PI * turn) / TURNS;
      const [x, y] = [clientX + reach * Math.cos(angle), clientY + reach * Math.sin(angle)];
      const sign = document.elementFromPoint(x, y)?.closest(`a.term, ${selector}`);
      if (sign?.closest("[data-block]")) return { sign, x, y };
    }
  }
  return null;
}
