"use strict";
// What the pages gain from scripts; every page works without.

window.DKFDS.init();

const narrow = window.matchMedia("(max-width: 767px)");

for (const button of document.querySelectorAll("[data-toggles]")) {
  const target = document.getElementById(button.dataset.toggles);
  const show = (open) => {
    button.setAttribute("aria-expanded", String(open));
    target.hidden = narrow.matches && !open;
  };
  button.addEventListener("click", () => show(target.hidden));
  narrow.addEventListener("change", () => show(false));
  show(false);
}

for (const menu of document.querySelectorAll("details.own-menu")) {
  document.addEventListener("click", (event) => {
    if (!menu.contains(event.target)) menu.open = false;
  });
  menu.addEventListener("keydown", (event) => {
    if (event.key === "Escape") {
      menu.open = false;
      menu.querySelector("summary").focus();
    }
  });
}

// A form sent twice by a double click is sent once.
for (const form of document.querySelectorAll("form[data-sends-once]")) {
  form.addEventListener("submit", (event) => {
    if (form.dataset.sent) event.preventDefault();
    form.dataset.sent = "yes";
  });
}
window.addEventListener("pageshow", () => {
  for (const form of document.querySelectorAll("form[data-sent]")) delete form.dataset.sent;
});

// A date is read back in full when one has typed it: no year is guessed unseen.
document.addEventListener("change", async ({ target }) => {
  if (!target.matches?.("[data-reads=date]")) return;
  const typed = target.value;
  const answer = typed.trim() && (await fetch(`/dato?typed=${encodeURIComponent(typed)}`).catch(() => null));
  const read = answer?.ok ? await answer.json() : { field: typed, words: "" };
  if (target.value !== typed) return;
  target.value = read.field;
  readBack(target).textContent = read.words;
});

function readBack(field) {
  const place = field.parentElement;
  const shown = place.querySelector(".read-back") ?? document.createElement("p");
  shown.className = "read-back";
  shown.setAttribute("role", "status");
  if (!shown.isConnected) field.after(shown);
  return shown;
}

// A table too wide for its place is scrolled by the keyboard too, in every browser.
const tables = new ResizeObserver((boxes) => {
  for (const { target } of boxes) {
    if (target.scrollWidth > target.clientWidth) {
      target.tabIndex = 0;
      target.setAttribute("role", "group");
      target.setAttribute("aria-label", target.querySelector("caption").textContent.trim());
    } else {
      for (const name of ["tabindex", "role", "aria-label"]) target.removeAttribute(name);
    }
  }
});
const watchTables = () => {
  for (const box of document.querySelectorAll(".table--responsive-scroll:not([tabindex])")) tables.observe(box);
};
watchTables();
document.addEventListener("htmx:load", watchTables);

// On paper nothing can be unfolded: what is folded is printed unfolded, but for what stands within a table.
const unfolded = new Set();
window.addEventListener("beforeprint", () => {
  for (const part of document.querySelectorAll("main details:not([open])")) {
    if (part.closest("table")) continue;
    part.open = true;
    unfolded.add(part);
  }
});
window.addEventListener("afterprint", () => {
  for (const part of unfolded) part.open = false;
  unfolded.clear();
});

// Going to the part of the page that the address names takes the focus away again.
const takeFocus = () => document.querySelector("[data-takes-focus]")?.focus();
takeFocus();
if (location.hash) window.addEventListener("load", takeFocus);
