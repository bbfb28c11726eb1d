// Single keys. The list that `?` shows is the map: each row of #keys has its action and its key, by
// place on the keyboard. Only what has a meaning where the reader is takes a key from the browser.

import { comeBack, leave } from "./cursor.js";
import { extend, move, select } from "./moving.js";
import { across, open, reply, walkUnread } from "./margin-keys.js";
import { showKeys } from "./keys-dialog.js";
import { walk, walkThreads } from "./walk.js";
import "./passages.js"; // shows what was written before the cursor takes the focus back

const TICKS = "[type='radio'], [type='checkbox']"; // letters mean nothing to them
const FIELDS = `input:not(${TICKS}), textarea, select, [contenteditable=''], [contenteditable='true']`;
const ELSEWHERE = "dialog, [popover], passage-toolbar";

const DEEDS = {
  open,
  across,
  reply,
  highlight: () => annotate("button[value='highlight']"),
  note: () => annotate("button[value='note']"),
  question: () => annotate("button[value='question']"),
  evidence: () => annotate("button[value='evidence']"),
  cite: () => annotate("button[form='cite-passage']"),
  "new-term": () => annotate("[data-action='new-term']"),
  "new-context-note": () => annotate("[data-action='new-context-note']"),
  filter: () => unfold("#filter details"),
  layers: () => press("#layers-show"),
  marks: () => press("#layer-marks"),
  contents: () => goTo(".contents a[aria-current]") || goTo(".contents :is(a, summary)"),
  appearance: () => unfold("details.aa"),
  keys: () => showKeys(),
};
let isAnnotating = false; // by key, so that the focus comes back when it is done
const STEPS = { next: 1, previous: -1 };
const UNITS = { paragraph: move, sentence: move, word: move, thread: (_, step) => walkThreads(step) };

/** What an action does; it tells whether it had a meaning. */
function deedOf(action) {
  if (DEEDS[action]) return DEEDS[action];
  const [, extends_, way, noun] = action.match(/^(extend-)?(next|previous)-(\w+)$/) ?? [];
  if (!way) return () => false;
  if (noun === "unread") return () => walkUnread(STEPS[way]);
  const go = extends_ ? extend : (UNITS[noun] ?? walk);
  return () => go(noun, STEPS[way]);
}

/** Do to what is selected, or what the cursor is on, what a button of the toolbar does. */
function annotate(button) {
  const toolbar = document.querySelector("passage-toolbar");
  const found = toolbar?.querySelector(button);
  if (!found || !select()) return false;
  toolbar.update(); // it waits for the end of a drag; here there is none
  leave();
  isAnnotating = true;
  found.click();
  return true;
}

function press(selector) {
  const found = document.querySelector(selector);
  if (!document.activeElement?.closest(".panel")) leave(); // the text is drawn anew
  found?.click();
  return Boolean(found);
}

function goTo(selector) {
  const found = document.querySelector(selector);
  if (!found) return false;
  const fold = document.querySelector(".fold");
  if (!found.checkVisibility() && fold) fold.open = true;
  leave();
  found.focus();
  return true;
}

function unfold(selector) {
  const fold = document.querySelector(selector);
  if (fold) fold.open = true;
  return Boolean(fold) && goTo(`${selector} > summary`);
}

/** The key's place, with Shift as the only modifier; null for all that is not a single key. */
function keyOf(event) {
  const { ctrlKey, altKey, metaKey, isComposing, key } = event;
  if (ctrlKey || altKey || metaKey || isComposing || key === "Process" || key === "Dead") return null;
  if (event.getModifierState("AltGraph")) return null;
  return (event.shiftKey ? "Shift+" : "") + event.code;
}

/** The question mark asks for the list wherever it is on the keyboard, unless the reader moved that. */
function actionOf(key, event) {
  const list = document.getElementById("keys");
  const row = list?.querySelector(`[data-code="${CSS.escape(key)}"]`);
  const help = event.key === "?" && list?.querySelector("[data-code='Shift+Slash']");
  return (row ?? (help || null))?.dataset.action;
}

document.addEventListener("keydown", (event) => {
  const target = event.target instanceof Element ? event.target : document.body;
  if (event.key === "Escape" && target.closest(".filter, .panel") && comeBack()) event.preventDefault();
  const isOff = document.documentElement.dataset.shortcuts === "off";
  if (event.defaultPrevented || isOff || target.closest(`${FIELDS}, ${ELSEWHERE}`)) return;
  const key = keyOf(event);
  const action = key && actionOf(key, event);
  if (!action || (event.repeat && !/next|previous/.test(action))) return;
  isAnnotating = false;
  if (deedOf(action)()) event.preventDefault();
});

// What was written by key is in its place: the work goes on where it was.
document.addEventListener("htmx:after:settle", () => {
  const isOpen = document.querySelector(".composer:not(:empty)");
  if (isAnnotating && !isOpen && document.activeElement.matches("body, .thread")) comeBack();
});
