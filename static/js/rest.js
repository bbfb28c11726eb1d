// The threads of a paragraph that come when they are wanted stand among the others, each by itself.

/** Unwrap what has come; one that stands there already does not stand there twice. */
export function gather() {
  for (const come of document.querySelectorAll(".leaf .threads")) {
    for (const thread of come.querySelectorAll(":scope > .thread")) {
      const twins = document.querySelectorAll(`[id="${thread.id}"]`);
      if (twins.length > 1) thread.remove();
    }
    (come.closest(".rest-fold") ?? come).replaceWith(...come.children);
  }
}
