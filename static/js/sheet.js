// The margin of a narrow window: a sheet at the foot that follows the passage being read. It is the
// leaf of that paragraph, set there by its class, with the bar as its head; so whatever is swapped
// into the leaf is in the sheet. Without this script leaves follow their blocks.

import { holdAbove, onDrag } from "./sheet-hand.js";
import { WIDE } from "./leaves.js";
import { light } from "./light.js";
import { rowBeingRead } from "./position.js";

const CARDS = ":scope > :is(.thread, .note, .rest, .rest-fold)";
const bar = document.getElementById("sheet-bar");
const home = bar?.parentElement; // where the bar is while the sheet is closed
const more = document.getElementById("sheet-more"); // leads where the paragraph's number leads
const title = bar?.querySelector(".sheet-title");

let open = null; // the id of the row whose leaf is the sheet
let opener = null; // what the focus goes back to
let held = null; // a row that somebody asked for, until they scroll on
let watcher = null; // closes by the system's own gesture: Escape, or back on a phone

/** Show a card in the sheet, with the passage in sight above it. */
export function bring(card) {
  const row = card.closest(".page-row");
  if (!row || !bar) return;
  ask(card);
  show(row);
  leafOf(row).scrollTop = 0;
}

/** Show a card whole where it is. */
export function unfold(card) {
  card.classList.add("is-asked");
}

/** Close the sheet, unless somebody is writing in it. */
export function release() {
  if (open && !isWriting()) close();
}

const rowRead = () => (held?.isConnected ? held : rowBeingRead());
const rowOf = (id) => id && document.getElementById(id);
const leafOf = (row) => row.querySelector(":scope > .leaf");
const leaf = () => rowOf(open) && leafOf(rowOf(open));
const isWriting = () => Boolean(leaf()?.querySelector(".composer:not(:empty), textarea:focus"));

/** The card that was asked for is the first of the sheet, and shown whole. */
function ask(asked) {
  for (const card of document.querySelectorAll(".leaf > .is-asked, .leaf > .is-first")) {
    card.classList.remove("is-asked", "is-first");
  }
  asked?.classList.add("is-asked", "is-first");
  light(asked ? [asked] : []);
}

function show(row) {
  if (open && open !== row.id) fold();
  open = row.id;
  const sheet = leafOf(row);
  sheet.classList.add("is-open");
  sheet.setAttribute("role", "region");
  sheet.setAttribute("aria-label", `Margin of ${placeOf(row)}`);
  dress(row, sheet);
  title.setAttribute("aria-expanded", "true");
  document.documentElement.classList.add("has-sheet");
  watcher ??= watched();
  held = row;
  say(row);
  holdAbove(sheet);
  keepInSight(row);
}

/** The bar is the sheet's head, and its foot leads to the paragraph by itself. */
function dress(row, sheet) {
  if (bar.parentElement !== sheet) sheet.prepend(bar);
  const number = row.querySelector(":scope > .number");
  more.hidden = !number;
  if (number) [more.href, more.textContent] = [number.href, number.ariaLabel];
  sheet.append(more);
}

/** What is the sheet's own goes back to the page. */
function undress() {
  more.hidden = true;
  home.append(bar, more);
}

function watched() {
  if (!("CloseWatcher" in window)) return null;
  const made = new CloseWatcher();
  made.onclose = () => close();
  return made;
}

/** Make the open leaf a leaf again. */
function fold() {
  const sheet = leaf();
  sheet?.classList.remove("is-open");
  sheet?.removeAttribute("role");
  sheet?.removeAttribute("aria-label");
  if (sheet) sheet.style.blockSize = "";
  open = null;
}

function close() {
  const hadFocus = leaf()?.contains(document.activeElement);
  fold();
  ask(null);
  watcher?.destroy();
  watcher = null;
  setFull(false);
  title.setAttribute("aria-expanded", "false");
  document.documentElement.classList.remove("has-sheet");
  undress();
  holdAbove(bar);
  say(rowRead());
  if (hadFocus) (opener?.isConnected ? opener : title).focus({ preventScroll: true });
  opener = null;
}

function setFull(isFull) {
  document.documentElement.classList.toggle("has-full-sheet", isFull);
  bar.querySelector(".sheet-size").setAttribute("aria-pressed", String(isFull));
}

/** The passage stays in sight above the sheet: what was asked for, or the paragraph's beginning. */
function keepInSight(row) {
  const line = document.querySelector(".pointer path")?.getBoundingClientRect(); // of what is lit
  const block = row.querySelector(".block").getBoundingClientRect();
  const { top, bottom } = line?.height > 0 ? line : block;
  const foot = leafOf(row).getBoundingClientRect().top;
  const head = 64; // pixels; the line with the contents
  const hidden = Math.min(Math.max(bottom + 16 - foot, 0), Math.max(top - head, 0));
  const above = Math.min(top - head, 0);
  if (hidden || above) scrollBy({ top: hidden || above });
}

const placeOf = (row) => {
  const number = row.querySelector(":scope > .number")?.textContent.trim();
  return number ? `paragraph ${number}` : "this passage";
};

/** What the bar says of a row. */
function say(row) {
  if (!row) return;
  const number = row.querySelector(":scope > .number")?.textContent.trim();
  bar.querySelector(".sheet-place").textContent = number ? `¶ ${number}` : "Here";
  bar.querySelector(".sheet-counts").textContent = countsOf(leafOf(row));
  for (const button of bar.querySelectorAll(".sheet-step")) {
    button.disabled = !neighbour(row, Number(button.dataset.step));
  }
}

function countsOf(leaf) {
  const count = (selector) => leaf.querySelectorAll(selector).length;
  const rest = leaf.querySelector(":scope > [data-rest]")?.dataset.rest ?? 0;
  const parts = [
    some(count(":scope > .thread") + Number(rest), "thread"),
    some(count(":scope > .note"), "note"),
  ].filter(Boolean);
  const unread = count(":scope > .thread:is([data-unread], :has(.new))");
  return [parts.join(", ") || "nothing yet", unread && `${unread} unread`].filter(Boolean).join(" · ");
}

const some = (count, noun) => count && `${count} ${noun}${count === 1 ? "" : "s"}`;

/** The next row with talk, or the one before. */
function neighbour(row, step) {
  const rows = [...document.querySelectorAll(".page-row")];
  const after = step > 0 ? rows.slice(rows.indexOf(row) + 1) : rows.slice(0, rows.indexOf(row)).reverse();
  return after.find((row) => leafOf(row).querySelector(CARDS));
}

function go(step) {
  const row = neighbour(rowOf(open) ?? rowRead(), step);
  if (!row) return;
  ask(null);
  const top = row.getBoundingClientRect().top - innerHeight * 0.2;
  scrollBy({ top, behavior: "instant" });
  if (open) show(row);
  else say((held = row));
  bar.querySelector(`[data-step="${step}"]`).focus({ preventScroll: true });
}

/** Another paragraph is being read. An open sheet stays as long as its own is in sight. */
function follow(row) {
  if (WIDE.matches || held) return;
  if (!open) return say(row);
  const block = rowOf(open)?.querySelector(".block").getBoundingClientRect();
  const isInSight = block && block.bottom > 60 && block.top < leaf().getBoundingClientRect().top;
  if (isInSight || isWriting() || bar.matches(".is-dragged")) return;
  const hadFocus = leaf()?.contains(document.activeElement);
  ask(null);
  show(row);
  held = null;
  if (hadFocus) title.focus({ preventScroll: true });
}

function toggle() {
  if (open) return close();
  opener = title;
  show(rowRead());
  title.focus({ preventScroll: true });
}

/** A paragraph's number opens its sheet; the sheet leads on to where the number leads. */
function openAt(number) {
  opener = number;
  ask(null);
  show(number.closest(".page-row"));
  title.focus({ preventScroll: true });
}

/** After a swap the open leaf may be a new one. */
function again() {
  if (WIDE.matches) return;
  const row = rowOf(open);
  if (row) show(row);
  else if (open || !bar.isConnected) close();
  else say(rowRead());
}

function start() {
  bar.hidden = false;
  bar.addEventListener("click", (event) => {
    const button = event.target.closest("button");
    if (button?.matches(".sheet-title")) toggle();
    if (button?.matches(".sheet-step")) go(Number(button.dataset.step));
    if (button?.matches(".sheet-size")) {
      setFull(button.getAttribute("aria-pressed") !== "true");
    }
    if (button?.matches(".sheet-close")) close();
  });
  document.addEventListener("click", (event) => {
    const number = event.target.closest?.("a.number");
    if (!number || WIDE.matches || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    openAt(number);
  });
  document.addEventListener("keydown", (event) => {
    const isMine = event.key === "Escape" && open && !watcher && !event.defaultPrevented;
    if (isMine && !event.target.closest?.("form")) close();
  });
  onDrag(bar, {
    begin: () => open ?? toggle(),
    sheet: () => leaf(),
    end: (size) => {
      if (size === "closed") close();
      else setFull(size === "full");
    },
  });
  document.addEventListener("htmx:before:swap", () => open && undress());
  document.addEventListener("htmx:after:swap", again);
  WIDE.addEventListener("change", () => (open ? close() : say(rowRead())));
  for (const type of ["wheel", "touchmove", "keydown"]) {
    addEventListener(type, () => (held = null), { passive: true });
  }
  document.addEventListener("interleaf:at", ({ detail: { row } }) => follow(row));
  holdAbove(bar);
  say(rowRead());
}

if (bar) start();
