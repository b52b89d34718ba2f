"use strict";
// Before anything is drawn: what looks otherwise with scripts looks so from the start, and nothing moves.
document.documentElement.classList.add("js");
