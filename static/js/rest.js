// The threads of a paragraph that come when they are looked at stand among the others, each by
// itself.

const looked = new IntersectionObserver((entries) => {
  for (const { isIntersecting, target } of entries) {
    if (!isIntersecting) continue;
    looked.unobserve(target);
    htmx.ajax("GET", target.dataset.from, { source: target, target, swap: "outerHTML" });
  }
});

/** Unwrap what has come; one that stands there already does not stand there twice. */
export function gather() {
  for (const rest of document.querySelectorAll(".rest")) looked.observe(rest);
  for (const come of document.querySelectorAll(".leaf .threads")) {
    for (const thread of come.querySelectorAll(":scope > .thread")) {
      const twins = document.querySelectorAll(`[id="${thread.id}"]`);
      if (twins.length > 1) thread.remove();
    }
    (come.closest(".rest-fold") ?? come).replaceWith(...come.children);
  }
}
