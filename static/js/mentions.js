// From the list of who and what is in a text one comes to a place on this page without leaving it.

document.addEventListener("click", (event) => {
  const link = event.target.closest?.("#panel .mentions a[href*='#']");
  if (!link || event.button || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
  const { hash } = new URL(link.href);
  const place = document.getElementById(hash.slice(1));
  if (!place) return; // its layer's limit leaves it unmarked: the page is opened with it marked
  event.preventDefault();
  document.querySelector(".fold")?.removeAttribute("open");
  location.hash = hash;
  place.scrollIntoView({ block: "center" });
  place.focus({ preventScroll: true });
});
