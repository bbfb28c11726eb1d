// The page works without any of this; each module makes one thing smoother.

import "./announce.js";
import "./bookmark.js";
import "./card.js";
import "./cite.js";
import "./contents.js";
import "./drafts.js";
import "./focus.js";
import "./key-form.js";
import "./keys.js";
import "./leaves.js";
import "./live-news.js";
import "./mentions.js";
import "./passage-toolbar.js";
import "./passages.js";
import "./preferences.js";
import "./print.js";
import "./sending.js";
import "./steady.js";
import "./talk.js";
import "./time-left.js";
import "./unread.js";
import "./unsent.js";

document.documentElement.classList.add("js");
