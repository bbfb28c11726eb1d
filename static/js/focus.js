// Who works by keyboard stays where they were when that part of the page is drawn anew.

import { comeBack } from "./cursor.js";

const PLACES = ".reply, .thread, .note, .page-row, .panel";
const CARDS = ".reply, .thread, .note";

let places = []; // ids of what the focus was in, the nearest first
let had = ""; // the id of what had the focus

document.addEventListener("htmx:before:swap", (event) => {
  places = [];
  had = document.activeElement.id;
  let place = event.detail.ctx.sourceElement.closest?.(PLACES);
  for (; place; place = place.parentElement?.closest(PLACES)) places.push(place.id);
});

document.addEventListener("htmx:after:swap", (event) => {
  if (event.detail.ctx.response?.status === 422) {
    document.querySelector("[aria-invalid='true']")?.focus();
    return;
  }
  if (document.activeElement !== document.body) return;
  const same = document.getElementById(had);
  if (same?.closest(".filter")) return; // it is folded up still, and cares for itself
  same?.focus({ preventScroll: true });
  if (document.activeElement !== document.body) return;
  const place = places.map((id) => document.getElementById(id)).find(Boolean);
  if (!place?.matches(CARDS) && comeBack()) return;
  const goal = place?.matches("[tabindex]") ? place : place?.querySelector(".number, summary");
  goal?.focus({ preventScroll: true });
  if (goal && !goal.matches(".panel")) goal.scrollIntoView({ block: "nearest" });
});
