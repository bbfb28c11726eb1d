// The page works without any of this; each module makes one thing smoother.

import "./card.js";
import "./leaves.js";
import "./passage-toolbar.js";

document.documentElement.classList.add("js");
