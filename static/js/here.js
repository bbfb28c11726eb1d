// What stands at a place is asked of the server, for a mark only counts. The narrowest thread takes
// its place in the margin, and a list of the others stands below it.

import { blockAt } from "./offsets.js";

/** Ask what stands at an offset, in the leaf of its block. */
export async function ask(offset) {
  const article = document.querySelector("article.text");
  const leaf = blockAt(offset, article).parentElement.querySelector(":scope > .leaf");
  leave();
  const here = Object.assign(document.createElement("section"), { id: "here", className: "here" });
  leaf.append(here);
  const url = new URL(article.dataset.talk, location);
  url.searchParams.set("at", offset);
  await htmx.ajax("GET", url.href, { target: "#here", swap: "outerHTML" });
  if (here.isConnected) here.remove(); // not to be had
}

/** Nobody asks any more. */
export function leave() {
  document.getElementById("here")?.remove();
}

/**
 * What has come is put in its place: the thread among the others of the margin, but for one that
 * stands there already, and the list after it. Returns the thread, or null where none has come.
 */
export function arrange() {
  const here = document.querySelector(".leaf > #here");
  const come = here?.querySelector(":scope > .thread");
  if (!come) return null;
  const twin = [...document.querySelectorAll(`[id="${come.id}"]`)].find((card) => card !== come);
  const thread = twin ?? come;
  if (twin) come.remove();
  else here.before(come);
  thread.after(here);
  if (here.childElementCount === 0) here.remove();
  return thread;
}
