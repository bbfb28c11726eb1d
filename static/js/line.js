// The line being read: where it stands in the window, and how to keep it there while the page
// around it is drawn anew.

import { linesOf, rangeOf } from "./offsets.js";

const SETTLING = 20; // frames in which fonts, margins and observers may still move things

/** Remember the topmost line in sight; the function that is returned puts it back to the pixel. */
export function holdLine() {
  const block = [...document.querySelectorAll("[data-block]")].find(
    (element) => element.getBoundingClientRect().bottom > 0,
  );
  if (!block) return () => {};
  const place = lineIn(block);
  const top = place.top();
  document.documentElement.style.overflowAnchor = "none"; // or the browser would move it as well
  return () => {
    let left = SETTLING;
    const keep = () => {
      const moved = place.top() - top;
      if (moved) scrollBy({ top: moved, behavior: "instant" });
      left -= 1;
      if (left > 0) requestAnimationFrame(keep);
      else document.documentElement.style.overflowAnchor = "";
    };
    keep();
  };
}

/** The first line of a block that is in sight, found by its offset in the text. */
function lineIn(block) {
  const selector = `[data-block="${block.dataset.block}"]`;
  const start = Number(block.dataset.start);
  const length = [...block.textContent].length;
  const topOf = (offset) => {
    const article = document.querySelector("article.text");
    const range = article && rangeOf(offset, offset + 1, article);
    const line = range && linesOf(range, article)[0];
    return line?.top ?? document.querySelector(selector)?.getBoundingClientRect().top ?? 0;
  };
  let [from, to] = [start, start + Math.max(0, length - 1)];
  while (from < to) {
    const middle = (from + to) >> 1;
    if (topOf(middle) >= 0) to = middle;
    else from = middle + 1;
  }
  return { top: () => topOf(from) };
}
