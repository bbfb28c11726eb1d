// Setting keys by pressing them: each list of keys gets a button beside it that waits for one.

import { say } from "./announce.js";

const form = document.getElementById("keys-form");

function labelOf(select) {
  return select.labels[0].firstChild.textContent.trim();
}

/** A button that shows the key of a list, and takes another one. */
function buttonFor(select) {
  const button = document.createElement("button");
  button.type = "button";
  button.className = "press";
  const show = (isWaiting) => {
    button.textContent = isWaiting ? "Press a key" : "Set";
    button.ariaLabel = isWaiting ? `Press the key for “${labelOf(select)}”` : `Set the key for “${labelOf(select)}”`;
    button.ariaPressed = String(isWaiting);
  };
  let isWaiting = false;
  const wait = (on) => show((isWaiting = on));
  button.addEventListener("click", () => wait(true));
  button.addEventListener("blur", () => wait(false));
  button.addEventListener("keydown", (event) => {
    if (!isWaiting || event.key === "Tab" || /^(Shift|Control|Alt|Meta)/.test(event.key)) return;
    event.preventDefault();
    wait(false);
    if (event.key === "Escape") return;
    const isPlain = !(event.ctrlKey || event.altKey || event.metaKey);
    set(select, isPlain && (event.shiftKey ? "Shift+" : "") + event.code);
  });
  show(false);
  return button;
}

/** Set a list to a key that it has; say what else has that key. */
function set(select, code) {
  const option = [...select.options].find(({ value }) => value === code);
  if (!option) return say("That key belongs to the browser or the screen reader");
  select.value = code;
  const other = [...form.querySelectorAll("select")].find(
    (each) => each !== select && each.value === code && code,
  );
  say(other ? `${option.textContent} is also “${labelOf(other)}”` : `${option.textContent}: ${labelOf(select)}`);
}

/** The letters of the reader's own keyboard, where the browser tells. */
async function label() {
  const layout = await navigator.keyboard?.getLayoutMap?.().catch(() => null);
  for (const option of layout ? form.querySelectorAll("option") : []) {
    const [, shift, place] = option.value.match(/^(Shift\+)?(\w+)$/) ?? [];
    const letter = layout.get(place)?.toLocaleUpperCase();
    if (letter && option.value !== "Shift+Slash") option.textContent = `${shift ? "Shift " : ""}${letter}`;
  }
}

if (form) {
  for (const select of form.querySelectorAll("select")) select.after(buttonFor(select));
  label();
}
