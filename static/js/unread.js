// What is unread: a thread that the reader opens is marked as read, once for what it has; and one
// walks from unread thread to unread thread.

const opened = new Set(); // what was marked in this visit: thread and newest event

/** The reader is in a thread: it is unread no more. */
async function open(thread) {
  const form = thread.querySelector(":scope > .seen");
  if (!form || !("unread" in thread.dataset)) return;
  const event = form.elements.event.value;
  const visit = `${thread.id} ${event}`;
  if (opened.has(visit)) return;
  opened.add(visit);
  const url = form.getAttribute("action").split("?")[0];
  // The thread may be drawn anew before the answer comes: the answer is the page's, not the form's.
  await htmx.ajax("PUT", url, { source: form, target: "#main", swap: "none", values: { event } });
}

// Both buttons and `open` end here: what the server has taken, the thread shows.
document.addEventListener("htmx:after:request", ({ detail: { ctx } }) => {
  const { id } = ctx.sourceElement.closest?.(".seen")?.closest(".thread") ?? {};
  const thread = id && document.getElementById(id);
  if (!thread || !ctx.response.raw.ok) return;
  const hadFocus = thread.contains(document.activeElement);
  thread.toggleAttribute("data-unread", ctx.request.method === "DELETE");
  if (hadFocus && document.activeElement === document.body) thread.focus({ preventScroll: true });
});

// Nobody is told that a thread could not be marked by itself: it stays unread.
document.addEventListener("htmx:before:response", (event) => {
  const { ctx } = event.detail;
  if (ctx.sourceElement.matches?.("form.seen") && !ctx.response.raw.ok) event.preventDefault();
});

document.addEventListener("focusin", (event) => {
  const thread = event.target.closest?.(".thread[data-unread]");
  if (thread && !event.target.closest(".seen")) open(thread);
});

const walk = []; // the ids of the threads that were unread when the walk began, in their order
let at = -1; // where in it the reader is

/** Go to the next unread thread, or the one before; they stay in the walk when they are read. */
function go(step) {
  walk.push(...listed().filter((id) => !walk.includes(id)));
  if (walk.length === 0) return;
  at = at < 0 && step < 0 ? walk.length - 1 : (at + step + walk.length) % walk.length;
  tell();
  const thread = document.getElementById(`annotation-${walk[at]}`);
  if (!thread) location.assign(`/annotations/${walk[at]}`);
  else if (location.hash === `#${thread.id}`) dispatchEvent(new HashChangeEvent("hashchange"));
  else location.hash = thread.id;
}

const nav = () => document.getElementById("unread");
const listed = () => (nav()?.dataset.threads ?? "").split(" ").filter(Boolean);

function tell() {
  const place = nav()?.querySelector(".place");
  if (place && at >= 0) place.textContent = `${at + 1} of ${walk.length} · `;
}

document.addEventListener("interleaf:next-unread", () => go(1));
document.addEventListener("interleaf:previous-unread", () => go(-1));
document.addEventListener("click", (event) => {
  const link = event.target.closest?.("#unread .next, #unread .previous");
  if (!link || event.metaKey || event.ctrlKey || event.shiftKey) return;
  event.preventDefault();
  go(link.matches(".next") ? 1 : -1);
});
document.addEventListener("htmx:after:swap", tell);
