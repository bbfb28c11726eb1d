// Marks and notes are cut where others begin and end; what is one to the reader is a run of elements
// with no text between them.

/** The runs of marks or notes in the text of a page, in its order: lists of elements. */
export function runs(article, selector) {
  const found = [];
  for (const element of article.querySelectorAll(`[data-block] :is(${selector})`)) {
    if (continues(element, selector)) found.at(-1).push(element);
    else found.push([element]);
  }
  return found;
}

/** Does the text right before an element belong to the same run? */
function continues(element, selector) {
  if (element.previousSibling?.data) return false; // text, as mostly
  const texts = document.createTreeWalker(element.closest("[data-block]"), NodeFilter.SHOW_TEXT);
  texts.currentNode = element;
  let before = texts.previousNode();
  while (before && isBetweenCells(before)) before = texts.previousNode();
  const other = before?.parentElement.closest(selector);
  return Boolean(other) && other.dataset.notes === element.dataset.notes;
}

/** White space where no element may stand. */
const isBetweenCells = (text) => text.parentElement.matches("dl, ol, table, tbody, tfoot, thead, tr, ul");
