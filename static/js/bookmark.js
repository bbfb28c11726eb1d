// Where the reader stops is kept: a moment after they stand still, and when they leave the page.

const STILL = 4000; // milliseconds in one paragraph: it is being read, not passed
const REST = 10_000; // milliseconds between two writes

const mark = document.querySelector("[data-bookmark]");
let ident = "";
let kept = "";
let waiting = 0;
let last = 0;

function body() {
  return new URLSearchParams({ ident });
}

async function keep() {
  if (ident === kept) return;
  const sent = ident;
  last = Date.now();
  const response = await fetch(mark.dataset.bookmark, { method: "PUT", body: body() }).catch(() => null);
  if (response?.ok) kept = sent;
}

if (mark) {
  document.addEventListener("interleaf:at", ({ detail: { row } }) => {
    ident = row.id.replace("page-", "");
    kept ||= ident; // where the page opened is no news
    clearTimeout(waiting);
    waiting = setTimeout(keep, Math.max(STILL, last + REST - Date.now()));
  });
  addEventListener("pagehide", () => {
    clearTimeout(waiting);
    if (ident !== kept) navigator.sendBeacon(`${mark.dataset.bookmark}?_method=put`, body());
  });
}
