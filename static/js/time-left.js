// About how long what is left takes to read, as the server counts it for each paragraph.

document.addEventListener("interleaf:at", ({ detail: { row } }) => {
  const minutes = document.getElementById("contents")?.dataset.minutes.split(" ").map(Number);
  const place = [...document.querySelectorAll("article.text .page-row")].indexOf(row);
  const left = minutes?.[place];
  if (left === undefined) return;
  const words = left > 0 ? `about ${left} min left` : "less than a minute left";
  for (const line of document.querySelectorAll(".time-left")) line.textContent = words;
});
