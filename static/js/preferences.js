// What a reader chooses of the page's look shows at once, and the line being read stays where it is.

import { lineBeingRead } from "./position.js";

const root = document.documentElement;
const SCHEMES = { light: "light", sepia: "light", dark: "dark" };

document.addEventListener("change", ({ target }) => {
  if (!target.matches(".looks input[type='radio']")) return;
  const keep = lineBeingRead();
  if (target.name === "theme") wear(target.value);
  else root.dataset[target.name] = target.value;
  keep();
});

function wear(theme) {
  document.querySelector("meta[name='color-scheme']").content = SCHEMES[theme] ?? "light dark";
  if (theme === "system") delete root.dataset.theme;
  else root.dataset.theme = theme;
}
