// The filter of marks by what is in view, and the strip that shows where talk is.

/** The code points of the blocks that the window shows. */
function inView() {
  const shown = [...document.querySelectorAll("[data-block]")].filter((block) => {
    const { top, bottom } = block.getBoundingClientRect();
    return bottom > 0 && top < innerHeight;
  });
  if (shown.length === 0) return null;
  const last = shown.at(-1);
  const end = Number(last.dataset.start) + [...last.textContent].length;
  return { from: Number(shown[0].dataset.start), to: end };
}

/** A form that asks for a stretch of the text has it in two fields, which are made here. */
function narrow(form) {
  for (const [name, value] of Object.entries(inView() ?? {})) {
    const field = form.elements[name] ?? document.createElement("input");
    Object.assign(field, { type: "hidden", name, value });
    form.append(field);
  }
  form.requestSubmit();
}

document.addEventListener("click", (event) => {
  const button = event.target.closest?.(".in-view");
  if (button) narrow(button.form);
});

/** One stop for the tab key; arrows, Home and End go from stripe to stripe. */
function prepare() {
  for (const button of document.querySelectorAll(".in-view[hidden]")) button.hidden = false;
  const links = document.querySelectorAll(".heat a:not([tabindex])");
  links.forEach((link, at) => link.setAttribute("tabindex", at ? "-1" : "0"));
}

document.addEventListener("keydown", (event) => {
  const link = event.target.closest?.(".heat a");
  if (!link || event.ctrlKey || event.metaKey || event.altKey) return;
  const links = [...document.querySelectorAll(".heat a")];
  const at = links.indexOf(link);
  const to = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: links.length - 1 }[event.key];
  if (to === undefined || !links[to]) return;
  event.preventDefault();
  link.setAttribute("tabindex", "-1");
  links[to].setAttribute("tabindex", "0");
  links[to].focus();
});

let kept = null; // the filter as it stood: was it open, and which field had the focus

document.addEventListener("htmx:before:swap", () => {
  const filter = document.getElementById("filter");
  const { activeElement } = document;
  const focus = filter?.contains(activeElement) ? activeElement.id : "";
  kept = filter && { filter, isOpen: filter.querySelector("details").open, focus };
});

document.addEventListener("htmx:after:swap", () => {
  if (kept && !kept.filter.isConnected) {
    const details = document.querySelector("#filter > details");
    if (details) details.open = kept.isOpen;
    if (kept.focus) document.getElementById(kept.focus)?.focus({ preventScroll: true });
  }
  kept = null;
  prepare();
});

prepare();
