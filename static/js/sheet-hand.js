// The sheet under the hand: dragged by its head, and kept above the keyboard on the screen.

const SLIP = 8; // pixels before a touch is a drag
const root = document.documentElement;

/** Have the toolbar know how high what stands at the page's foot is, so that it keeps clear of it. */
export function holdAbove(element) {
  sized.disconnect();
  sized.observe(element);
}

// Told to the toolbar alone: told to the root, it would have every element of the page styled anew.
const sized = new ResizeObserver(([{ target }]) => {
  document.querySelector(".toolbar")?.style.setProperty("--foot", `${target.offsetHeight}px`);
});

let hidden = 0; // pixels of the page's foot, under the keyboard

/** The keyboard on a phone's screen covers the page's foot without telling it. */
function keepAboveKeyboard() {
  const { height, offsetTop, scale } = visualViewport;
  const isZoomed = scale > 1.05; // then the window is small because the page is large
  const covered = isZoomed ? 0 : Math.round(Math.max(0, innerHeight - height - offsetTop));
  if (covered === hidden) return;
  hidden = covered;
  root.style.setProperty("--keyboard", `${covered}px`);
}

for (const type of ["resize", "scroll"]) {
  window.visualViewport?.addEventListener(type, keepAboveKeyboard);
}

/** Drag the sheet by its head: up to the whole page, down until it closes. */
export function onDrag(head, { begin, sheet, end }) {
  let from = null; // where the finger came down, and how high the sheet was
  const isDragged = () => head.matches(".is-dragged");
  head.addEventListener("pointerdown", ({ button, clientY }) => {
    if (button !== 0) return;
    from = { y: clientY, height: (sheet() ?? head).offsetHeight };
    addEventListener("pointermove", follow); // no sooner: a mouse that moves is to cost nothing
  });
  function follow({ clientY, pointerId }) {
    if (!isDragged() && Math.abs(clientY - from.y) > SLIP) {
      begin();
      head.classList.add("is-dragged");
      head.setPointerCapture(pointerId);
    }
    if (isDragged()) sheet().style.blockSize = `${Math.max(head.offsetHeight, from.height + from.y - clientY)}px`;
  }
  for (const type of ["pointerup", "pointercancel"]) {
    addEventListener(type, () => {
      if (from && isDragged()) {
        const share = sheet().offsetHeight / innerHeight;
        sheet().style.blockSize = "";
        end(share < 0.25 ? "closed" : share > 0.65 ? "full" : "half");
        setTimeout(() => head.classList.remove("is-dragged"));
      }
      from = null;
      removeEventListener("pointermove", follow);
    });
  }
  // The click that ends a drag presses nothing.
  head.addEventListener(
    "click",
    (event) => {
      if (isDragged()) event.stopPropagation();
    },
    { capture: true },
  );
}
