// The page works without any of this; each module makes one thing smoother.

import "./card.js";
import "./drafts.js";
import "./focus.js";
import "./leaves.js";
import "./passage-toolbar.js";
import "./passages.js";

document.documentElement.classList.add("js");
