// Where a selection stands in a reading's plain text, and back: pure functions of the DOM.
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
  const parts = partsOf(range, root);
  if (parts.length === 0) return null;
  const first = parts[0];
  const whole = parts.map((part) => part.text).join("\n");
  const exact = whole.trim();
  const start = first.start + codePoints(whole.slice(0, whole.indexOf(exact)));
  return { start, end: start + codePoints(exact), exact };
}

/** The lines of text that a range covers, as boxes in the window: nothing of the margin. */
export function linesOf(range, root) {
  return partsOf(range, root)
    .flatMap((part) => [...part.inside.getClientRects()])
    .filter((box) => box.width > 0);
}

/** The range of a passage, or null if the page has no such place. Offsets in code points. */
export function rangeOf(start, end, root) {
  const from = pointAt(start, root);
  const to = pointAt(end, root);
  if (!from || !to) return null;
  const range = document.createRange();
  range.setStart(...from);
  range.setEnd(...to);
  return range;
}

/** Where a point of the DOM stands in the text, in code points; null outside every block. */
export function offsetAt(node, offset = 0) {
  const block = (node instanceof Element ? node : node.parentElement).closest("[data-block]");
  if (!block) return null;
  const before = document.createRange();
  before.setStart(block, 0);
  before.setEnd(node, offset);
  return Number(block.dataset.start) + codePoints(before.toString());
}

/** The part of each block inside a range: its text, and where it begins, in code points. */
function partsOf(range, root) {
  return [...root.querySelectorAll("[data-block]")]
    .filter((block) => range.intersectsNode(block))
    .map((block) => partOf(range, block))
    .filter((part) => part.text.trim());
}

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
    inside,
  };
}

function pointAt(offset, root) {
  const block = blockAt(offset, root);
  return block && pointsIn(block, [offset])[0];
}

/** The block that an offset stands in. */
export function blockAt(offset, root) {
  const starts = [...root.querySelectorAll("[data-block]")];
  return starts.findLast((block) => Number(block.dataset.start) <= offset) ?? null;
}

/**
 * Where offsets stand in a block, in one walk through its text: [text node, UTF-16 units], or null
 * for one beyond its end. They are in order, in code points of the reading.
 */
export function pointsIn(block, offsets) {
  const points = [];
  let before = Number(block.dataset.start);
  const texts = document.createTreeWalker(block, NodeFilter.SHOW_TEXT);
  for (let node; points.length < offsets.length && (node = texts.nextNode()); ) {
    const length = codePoints(node.data);
    while (points.length < offsets.length && offsets[points.length] <= before + length) {
      points.push([node, unitsIn(node.data, length, offsets[points.length] - before)]);
    }
    before += length;
  }
  return offsets.map((_, at) => points[at] ?? null);
}

/** How many UTF-16 units the first code points of a text take; it has `length` code points. */
function unitsIn(text, length, count) {
  if (length === text.length) return count;
  return [...text].slice(0, count).join("").length;
}
