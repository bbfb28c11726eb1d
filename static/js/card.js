// A term's link opens its card in place; without this script it opens the card's page.

const card = document.getElementById("card");
let opener = null;
let row = null; // the paragraph of the opener
let pressed = null; // the button of a form in the card that was sent

async function open(link) {
  opener = link;
  row = link.closest(".page-row").id;
  card.replaceChildren();
  await htmx.ajax("GET", link.href, { target: "#card", swap: "innerHTML" });
  if (opener !== link || !card.firstElementChild) return; // given up meanwhile, or not to be had
  card.showPopover();
  card.scrollTop = 0;
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

/** What opens in the card is brought up as far as it needs, and its title stays in sight. */
function unfold(details) {
  if (details === card || !details.open) return;
  const [inner, outer] = [details.getBoundingClientRect(), card.getBoundingClientRect()];
  const hidden = inner.bottom - outer.bottom;
  if (hidden > 0) card.scrollTop += Math.min(hidden, inner.top - outer.top);
}

/** Focus goes back to the term; to its paragraph's number if the term is marked no more. */
function giveBack(link) {
  if (!link) return;
  const again = link.isConnected ? link : document.getElementById(link.id);
  (again ?? document.getElementById(row)?.querySelector(".number"))?.focus({ preventScroll: true });
}

/** The button that was pressed was drawn anew with the card: who works by keyboard stays there. */
function stay() {
  if (!pressed || !card.matches(":popover-open") || document.activeElement !== document.body) return;
  const buttons = [...card.querySelectorAll("button")];
  const again = buttons.find((button) => button.textContent === pressed.textContent);
  (again ?? card.querySelector("#card-title"))?.focus({ preventScroll: true });
  pressed = null;
}

/** A place on this page: go there without leaving it. */
function goTo(event, link) {
  const { pathname, hash } = new URL(link.href);
  if (pathname !== location.pathname || !document.getElementById(hash.slice(1))) return;
  event.preventDefault();
  opener = null; // focus goes along, not back
  card.hidePopover();
  if (location.hash === hash) dispatchEvent(new HashChangeEvent("hashchange"));
  else location.hash = hash;
}

function isPlain(event) {
  const { metaKey, ctrlKey, shiftKey, altKey } = event;
  return event.button === 0 && !(metaKey || ctrlKey || shiftKey || altKey);
}

if (card) {
  // No selection begins in a link, and a term is text that one selects in: while the mouse is down
  // it is no link.
  document.addEventListener("pointerdown", (event) => {
    const link = event.target.closest?.("a.term[href]");
    if (!link || event.pointerType !== "mouse" || !isPlain(event)) return;
    const { href } = link;
    link.removeAttribute("href");
    for (const end of ["pointerup", "pointercancel", "blur"]) {
      addEventListener(end, () => link.setAttribute("href", href), { once: true, capture: true });
    }
  });
  document.addEventListener("click", (event) => {
    const link = event.target.closest?.("a.term");
    if (!link || event.defaultPrevented || !isPlain(event)) return;
    event.preventDefault();
    const isSelecting = event.detail > 0 && !document.getSelection().isCollapsed;
    if (isSelecting) opener = null;
    else open(link);
  });
  card.addEventListener("click", (event) => {
    const link = event.target.closest("a[href*='#']");
    if (link && isPlain(event)) goTo(event, link);
  });
  card.addEventListener("toggle", (event) => {
    if (event.newState === "closed") giveBack(opener);
  });
  card.addEventListener("submit", (event) => (pressed = event.submitter));
  document.addEventListener("htmx:after:swap", stay);
  card.addEventListener("toggle", (event) => unfold(event.target), { capture: true });
  // What was asked for from the card and shows elsewhere leaves the card.
  document.addEventListener("htmx:after:swap", (event) => {
    const { sourceElement, target } = event.detail.ctx;
    const named = typeof target === "string" ? document.querySelector(target) : target;
    const goal = named?.isConnected ? named : document.getElementById(named?.id); // its successor
    if (card.contains(sourceElement) && !card.contains(goal)) {
      const back = opener?.id;
      opener = null;
      card.hidePopover();
      if (document.activeElement === document.body || card.contains(document.activeElement)) {
        const number = document.getElementById(row)?.querySelector(".number");
        (document.getElementById(back) ?? number)?.focus({ preventScroll: true });
      }
    }
  });
}
