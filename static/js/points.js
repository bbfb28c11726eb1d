// Places inside one block: UTF-16 units of its text, and points of the DOM.

/** Where a point of the DOM stands in the text of its block. */
export function indexIn(block, node, offset = 0) {
  const before = document.createRange();
  before.setStart(block, 0);
  before.setEnd(node, offset);
  return before.toString().length;
}

/** The point of the DOM at a place of a block's text: inside the text that follows it. */
export function pointIn(block, index) {
  const texts = document.createTreeWalker(block, NodeFilter.SHOW_TEXT);
  let left = index;
  let last = null;
  for (let node; (node = texts.nextNode()); left -= node.data.length) {
    if (left < node.data.length) return [node, left];
    last = node;
  }
  return last ? [last, last.data.length] : [block, 0];
}

/** The range between two places of a block's text. */
export function rangeIn(block, from, to) {
  const range = document.createRange();
  range.setStart(...pointIn(block, from));
  range.setEnd(...(to > from ? endIn(block, to) : pointIn(block, to)));
  return range;
}

/** As `pointIn`, but inside the text that comes before. */
export function endIn(block, index) {
  if (index === 0) return pointIn(block, 0);
  const [node, offset] = pointIn(block, index - 1);
  return [node, offset + 1];
}

/** The block that a node of the page is in, or is beside in the margin. */
export function blockOf(node) {
  const element = node instanceof Element ? node : node?.parentElement;
  return (
    element?.closest("article.text [data-block]") ??
    element?.closest("article.text .page-row")?.querySelector(":scope > [data-block]") ??
    null
  );
}
