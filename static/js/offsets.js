// Where a selection stands in a reading's plain text: pure functions of the DOM.
//
// The server counts Unicode code points, the browser UTF-16 units; they are converted here and
// nowhere else. A block's text is the text content of its [data-block] element, whatever layers
// and marks lie over it; blocks are joined by one newline.

/** How many code points a string has. */
export function codePoints(text) {
  let count = 0;
  for (const _ of text) count += 1;
  return count;
}

/**
 * The passage that a range covers, or null if it covers no text of a block.
 * @returns {{start: number, end: number, exact: string} | null} offsets in code points
 */
export function passageOf(range, root) {
  const blocks = [...root.querySelectorAll("[data-block]")].filter((block) =>
    range.intersectsNode(block),
  );
  const parts = blocks.map((block) => partOf(range, block)).filter((part) => part.text.trim());
  if (parts.length === 0) return null;
  const first = parts[0];
  const whole = parts.map((part) => part.text).join("\n");
  const exact = whole.trim();
  const start = first.start + codePoints(whole.slice(0, whole.indexOf(exact)));
  return { start, end: start + codePoints(exact), exact };
}

/** The part of one block inside a range: its text and where it begins, in code points. */
function partOf(range, block) {
  const before = document.createRange();
  before.setStart(block, 0);
  const inside = document.createRange();
  inside.selectNodeContents(block);
  if (block.contains(range.startContainer)) {
    before.setEnd(range.startContainer, range.startOffset);
    inside.setStart(range.startContainer, range.startOffset);
  }
  if (block.contains(range.endContainer)) inside.setEnd(range.endContainer, range.endOffset);
  return {
    start: Number(block.dataset.start) + codePoints(before.toString()),
    text: inside.toString(),
  };
}
