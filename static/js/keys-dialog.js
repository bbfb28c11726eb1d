// The list of keys, with the letters that stand on the reader's own keyboard.

import { leave, comeBack } from "./cursor.js";

const dialog = document.getElementById("keys");

/** Show the list; the focus comes back when it is closed. */
export function showKeys() {
  if (!dialog || dialog.open) return false;
  leave();
  dialog.showModal();
  label(dialog);
  return true;
}

/** Write on each key what the layout has at its place, where the browser tells. */
export async function label(root) {
  const layout = await navigator.keyboard?.getLayoutMap?.().catch(() => null);
  if (!layout) return;
  for (const key of root.querySelectorAll("kbd[data-place]")) {
    const letter = layout.get(key.dataset.place);
    if (letter) key.textContent = letter.toLocaleUpperCase();
  }
}

document.addEventListener("click", (event) => {
  if (!event.target.closest?.("[data-opens='keys']") || event.ctrlKey || event.metaKey) return;
  if (showKeys()) event.preventDefault();
});
// The browser gives the focus back by itself, but not to what takes it for the cursor only.
document.addEventListener(
  "close",
  ({ target }) => {
    const active = document.activeElement;
    if (active === document.body || target.contains(active)) comeBack();
  },
  { capture: true },
);
// A click beside the dialog closes it, as Escape does.
dialog?.addEventListener("click", (event) => {
  if (event.target === dialog) dialog.close();
});
