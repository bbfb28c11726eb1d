// The margin, whichever the window has: beside the text, or a sheet at its foot.

import * as leaves from "./leaves.js";
import * as sheet from "./sheet.js";

const margin = () => (leaves.WIDE.matches ? leaves : sheet);

/** Show a thread, note or composer beside its passage, or in the sheet. */
export function bring(card) {
  margin().bring(card);
}

/** Show a card whole that folds what is long. */
export function unfold(card) {
  margin().unfold(card);
}

/** Ask for no card any more. */
export function release() {
  margin().release();
}
