// Where the reader is in the text: the row at the top of the window.

const TOP = 140; // pixels from the top of the window: where a link to a heading brings it, and a little

let current = null;

/** The row at the reading line; the first one before the text begins, null without a text. */
export function rowBeingRead() {
  const rows = document.querySelectorAll("article.text .page-row");
  let [from, to] = [0, rows.length - 1];
  while (from < to) {
    const middle = Math.ceil((from + to) / 2);
    if (rows[middle].getBoundingClientRect().top <= TOP) from = middle;
    else to = middle - 1;
  }
  return rows[from] ?? null;
}

/** Call what this returns after a change of the page: the line being read is back in its place. */
export function lineBeingRead() {
  const row = scrollY > 0 ? rowBeingRead() : null;
  const share = row ? (TOP - row.getBoundingClientRect().top) / row.offsetHeight : 0;
  return () => {
    if (!row?.isConnected) return;
    const top = row.getBoundingClientRect().top + share * row.offsetHeight;
    scrollBy({ top: top - TOP, behavior: "instant" });
  };
}

function tell() {
  const row = rowBeingRead();
  if (!row || row === current) return;
  current = row;
  document.dispatchEvent(new CustomEvent("interleaf:at", { detail: { row } }));
}

let asked = 0;
addEventListener("scroll", () => (asked ||= requestAnimationFrame(() => ((asked = 0), tell()))), {
  passive: true,
});
document.addEventListener("htmx:after:swap", tell);
addEventListener("load", tell);
