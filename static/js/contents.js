// The contents show where the reader is: the section, and which paragraph of how many.

document.addEventListener("interleaf:at", ({ detail: { row } }) => {
  const nav = document.getElementById("contents");
  if (!nav) return;
  const links = [...nav.querySelectorAll("a")];
  const isReached = (link) => {
    const heading = document.getElementById(link.hash.slice(1));
    return heading === row || heading?.compareDocumentPosition(row) & Node.DOCUMENT_POSITION_FOLLOWING;
  };
  const here = links.findLast(isReached);
  for (const link of links) {
    if (link === here) link.setAttribute("aria-current", "location");
    else link.removeAttribute("aria-current");
  }
  const whereabouts = nav.querySelector(".whereabouts");
  const number = row.querySelector(".number")?.textContent;
  if (!whereabouts || !number) return;
  whereabouts.hidden = false;
  whereabouts.querySelector("[data-here]").textContent = number;
});
