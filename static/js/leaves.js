// The margin: passages lead to their cards and back, and leaves stand beside their blocks without
// overlapping. Without this script a leaf follows its block.

const WIDE = matchMedia("(min-width: 64rem)");
const GAP = 12; // pixels between two leaves

function cardsOf(element) {
  const marks = (element.dataset.annotations ?? "").split(" ").filter(Boolean);
  const notes = (element.dataset.notes ?? "").split(" ").filter(Boolean);
  return [...marks.map((id) => `annotation-${id}`), ...notes.map((id) => `note-${id}`)]
    .map((id) => document.getElementById(id))
    .filter(Boolean);
}

/** Open the narrowest of what a passage carries; the others are lit beside it. */
function follow(passage) {
  const cards = cardsOf(passage);
  if (cards.length === 0) return;
  const width = (card) => Number(card.dataset.width ?? Infinity);
  const [first] = cards.toSorted((a, b) => width(a) - width(b));
  if (first instanceof HTMLDetailsElement) first.open = true;
  first.scrollIntoView({ block: "nearest" });
  first.focus({ preventScroll: true });
  light([...cards, ...passagesOf(first)]);
}

function light(elements) {
  for (const lit of document.querySelectorAll(".is-lit")) lit.classList.remove("is-lit");
  for (const element of elements) element.classList.add("is-lit");
}

function passagesOf(card) {
  const [kind, id] = card.id.split("-");
  return document.querySelectorAll(
    kind === "note" ? `[data-notes~="${id}"]` : `[data-annotations~="${id}"]`,
  );
}

function set() {
  const article = document.querySelector("article.text");
  if (!article) return;
  article.classList.toggle("is-set", WIDE.matches);
  let bottom = 0;
  const leaves = [...article.querySelectorAll(".leaf")];
  const tops = leaves.map((leaf) => leaf.parentElement.offsetTop);
  leaves.forEach((leaf, at) => {
    const top = Math.max(tops[at], bottom);
    leaf.style.setProperty("--shift", WIDE.matches ? `${top - tops[at]}px` : "0px");
    if (leaf.offsetHeight > 0) bottom = top + leaf.offsetHeight + GAP;
  });
  article.style.minBlockSize = WIDE.matches ? `${bottom}px` : "";
}

document.addEventListener("click", (event) => {
  const target = event.target instanceof Element ? event.target : null;
  const cancel = target?.closest("[data-cancel]");
  const composer = cancel?.closest(".composer");
  if (composer) {
    event.preventDefault();
    composer.replaceChildren();
  } else if (target && !target.closest("a, button") && document.getSelection().isCollapsed) {
    const passage = target.closest("mark[data-annotations], .noted");
    if (passage) follow(passage);
  }
});

for (const [type, isOver] of [["pointerover", true], ["pointerout", false], ["focusin", true]]) {
  document.addEventListener(type, (event) => {
    const card = event.target.closest?.(".thread, .note");
    if (card) light(isOver ? passagesOf(card) : []);
  });
}

document.addEventListener("htmx:after:settle", () => {
  const fresh = document.querySelector("[data-fresh]");
  fresh?.removeAttribute("data-fresh");
  fresh?.focus({ preventScroll: true });
});

const resized = new ResizeObserver(() => requestAnimationFrame(set));
function watch() {
  for (const element of document.querySelectorAll("article.text, .leaf")) resized.observe(element);
}
document.addEventListener("htmx:after:swap", watch);
WIDE.addEventListener("change", set);
watch();
