// The line being read stays where it is, whatever is drawn anew around it: browsers hold it only
// while the element that they hold on to stays in the page.

import { rowBeingRead } from "./position.js";

let row = null; // {id, top}; the row being read, before a swap

document.addEventListener("htmx:before:swap", () => {
  const now = scrollY > 0 ? rowBeingRead() : null;
  row = now && { id: now.id, top: now.getBoundingClientRect().top };
});

document.addEventListener("htmx:after:swap", () => {
  const now = row && document.getElementById(row.id);
  const moved = now ? now.getBoundingClientRect().top - row.top : 0;
  if (moved) scrollBy({ top: moved, behavior: "instant" });
});
