// What is said to those who listen. Marks, notes and terms say where they begin and end, if the reader
// wants it (`data-announce` on the root), and are plain text if not.
//
// The words are drawn by the style sheet as the spoken text of generated content (`content: "" /
// "…"`): they reach the accessibility tree and nothing else. Written into the page they would be
// counted, copied, found and quoted as text.

import { runs } from "./runs.js";

/** Does the reader want marks, notes and terms announced? */
export const isAnnouncing = () => document.documentElement.dataset.announce === "on";

/** Say something politely, also if it was the last thing said. */
export function say(words) {
  const status = document.getElementById("status");
  if (!status) return;
  status.textContent = "";
  setTimeout(() => (status.textContent = words), 50);
}

/** What is at a run of marks: how many, and whose. */
export function wordsForMarks(marks) {
  const count = Math.max(...marks.map((mark) => Number(mark.dataset.count) || 1));
  const has = (kind) => marks.some((mark) => mark.classList.contains(kind));
  const whose = [has("mine") && "yours", has("staff") && "the staff’s"].filter(Boolean);
  if (count === 1) return whose.length ? `Mark, ${whose.join(" and ")}` : "Mark";
  const among = whose.length ? `, ${whose.join(" and ")} among them` : "";
  return `${count} marks${among}`;
}

/** What a passage with a context note is called: as the note calls itself. */
export function wordsForNote(passage) {
  const id = passage.dataset.notes.split(" ")[0];
  const summary = document.querySelector(`#note-${CSS.escape(id)} > summary`);
  const [label, title] = [".label", ".title"].map((part) => summary?.querySelector(part)?.textContent);
  return [label ? `${label} note` : "Note", title].filter(Boolean).join(", ");
}

function describe() {
  const article = document.querySelector("article.text");
  if (!article) return;
  // Screen readers have words of their own for the element; what is to be said is said here.
  for (const mark of article.querySelectorAll("[data-block] mark:not([role])")) mark.role = "none";
  if (!isAnnouncing()) return;
  for (const marks of runs(article, "mark")) border(marks, wordsForMarks(marks), "end of mark");
  for (const parts of runs(article, ".noted")) border(parts, wordsForNote(parts[0]), "end of note");
}

function border(elements, begin, end) {
  elements[0].dataset.begins = ` ${begin}: `;
  elements.at(-1).dataset.ends = ` ${end}. `;
}

let asked = 0;
const soon = globalThis.requestIdleCallback ?? setTimeout;
const describeSoon = () => (asked ||= soon(() => ((asked = 0), describe())));

document.addEventListener("htmx:after:swap", describeSoon);
document.addEventListener("change", ({ target }) => {
  if (target.name === "announce") setTimeout(describe); // once the root has it
});
describeSoon();
