// The reading cursor: the paragraph, sentence, word, mark or term that the keyboard is at.
//
// The focus stands on it if it is an element, else on its paragraph, since the focus is what screen
// readers follow; the selection stands collapsed at its beginning, and its words are underlined.

import { isAnnouncing, say } from "./announce.js";
import { blockOf, indexIn, pointIn, rangeIn } from "./points.js";

const PLACE = 0.25; // of the window's height: where what one moves to comes to stand
const TOP = 96; // pixels from the window's top; what ends above is not being read

let cursor = null; // { ident, from, to, unit, again }: places in the block's text
let isAway = false; // a key has led from the cursor to somewhere else

export const blocks = () => [...document.querySelectorAll("article.text [data-block]")];
const blockAt = ({ ident }) => document.querySelector(`[data-block="${CSS.escape(ident)}"]`);

/** Where the reader is: a block, places in it, and what kind of unit is there. Null without a text. */
export function here() {
  const active = document.activeElement;
  const selection = getSelection();
  const chosen = blockOf(selection.focusNode);
  const own = known();
  const block = blockOf(active);
  const isInText = chosen?.contains(selection.focusNode);
  if (isInText && !selection.isCollapsed) return caret(chosen, selection);
  if (block && active !== block && block.contains(active)) {
    const from = indexIn(block, active);
    if (own?.block === block && own.from === from) return own;
    return { block, from, to: from + active.textContent.length, unit: "stop" };
  }
  if (own && (!block || block === own.block)) return own;
  if (block) return { block, from: 0, to: 0, unit: "paragraph" };
  if (isInText) return caret(chosen, selection);
  const read = blocks().find((each) => each.getBoundingClientRect().bottom > TOP);
  return read ? { block: read, from: -1, to: -1, unit: "" } : null;
}

function caret(block, { focusNode, focusOffset }) {
  const from = indexIn(block, focusNode, focusOffset);
  return { block, from, to: from, unit: "word" };
}

/** Where the cursor is, wherever the focus is; null if there is none. */
export function known() {
  const block = cursor && blockAt(cursor);
  return block ? { ...cursor, block } : null;
}

/** Put the cursor on a part of a block. An element in it may be the `holder` of the focus; `again`
    finds it once more when one comes back: it may have been drawn anew. */
export function put(block, from, to, unit, { holder = block, again, isBack = false } = {}) {
  cursor = { ident: block.dataset.block, from, to, unit, again };
  isAway = false;
  const hadFocus = document.activeElement === holder;
  focus(holder);
  getSelection().collapse(...pointIn(block, from));
  underline();
  const isWhole = unit === "paragraph" || to === from;
  const range = isWhole ? block : rangeIn(block, from, to);
  bringIntoSight(range.getBoundingClientRect(), unit === "paragraph" && !isBack);
  // Where the focus moves, the screen reader speaks by itself.
  if (hadFocus && !isWhole && isAnnouncing()) say(String(range));
}

/** The focus goes away, by a key, and is to come back. */
export function leave() {
  isAway = cursor !== null;
}

/** Back to the cursor, if a key led away from it. */
export function comeBack() {
  const block = isAway && cursor && blockAt(cursor);
  if (!block) return false;
  const { from, to, unit, again } = cursor;
  if (!again?.(block, from)) put(block, from, to, unit, { isBack: true });
  return true;
}

/** Elements of the text take the focus only while the cursor is on them: thousands of marks and
    hundreds of paragraphs stay out of the way of Tab, and of clicks. */
export function focus(element) {
  if (!element.hasAttribute("tabindex") && !element.matches("a[href]")) {
    element.tabIndex = -1;
    element.addEventListener("blur", function undo() {
      if (document.activeElement === element) return; // another window has the focus
      element.removeAttribute("tabindex");
      element.removeEventListener("blur", undo);
    });
  }
  element.focus({ preventScroll: true });
}

/** Have something in the window; a paragraph always at the same place, so that the eye finds it. */
export function bringIntoSight({ top, bottom }, always = false) {
  const isInSight = top > innerHeight * 0.1 && bottom < innerHeight * 0.85;
  if (!isInSight || always) scrollBy({ top: top - innerHeight * PLACE, behavior: "instant" });
}

function underline() {
  const block = cursor && blockAt(cursor);
  if (block && cursor.to > cursor.from) {
    CSS.highlights?.set("cursor", new Highlight(rangeIn(block, cursor.from, cursor.to)));
  } else CSS.highlights?.delete("cursor");
}

// Who takes the pointer has left the keyboard; a paragraph drawn anew has its line anew.
document.addEventListener("pointerdown", () => {
  cursor = null;
  isAway = false;
  underline();
});
document.addEventListener("htmx:after:swap", underline);
