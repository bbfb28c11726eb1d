// A term's link opens its card in place; without this script it opens the card's page.

const card = document.getElementById("card");
let opener = null;

async function open(link) {
  opener = link;
  await htmx.ajax("GET", link.href, { target: "#card", swap: "innerHTML" });
  card.showPopover();
  place(link.getBoundingClientRect());
  card.querySelector("#card-title")?.focus({ preventScroll: true });
}

function place(box) {
  const gap = 8;
  const left = Math.max(gap, Math.min(box.left, innerWidth - card.offsetWidth - gap));
  const below = box.bottom + gap;
  const fits = below + card.offsetHeight < innerHeight;
  const top = fits ? below : Math.max(gap, box.top - card.offsetHeight - gap);
  card.style.left = `${left}px`;
  card.style.top = `${top}px`;
}

if (card) {
  document.addEventListener("click", (event) => {
    const link = event.target.closest?.("a.term");
    if (!link || event.defaultPrevented || event.button !== 0) return;
    if (event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
    if (!document.getSelection().isCollapsed) return; // a selection that ends on a term
    event.preventDefault();
    open(link);
  });
  card.addEventListener("toggle", (event) => {
    if (event.newState === "closed" && opener?.isConnected) opener.focus({ preventScroll: true });
  });
  // What was asked for from the card and shows elsewhere leaves the card.
  document.addEventListener("htmx:after:swap", (event) => {
    const { sourceElement, target } = event.detail.ctx;
    const goal = typeof target === "string" ? document.querySelector(target) : target;
    if (card.contains(sourceElement) && !card.contains(goal)) card.hidePopover();
  });
}
