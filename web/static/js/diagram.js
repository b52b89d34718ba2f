"use strict";
// The drawings of a case's course: one tab for each, the one where the case stands first open.
// The lists of steps on the page say which step is where; without scripts they are all there is.

const SIGNS = { done: "✓", current: "•" };
// Below the one scale the words of a drawing cannot be read; at the other they can.
const TOO_SMALL = 0.55;
const READABLE = 0.75;
const MARGIN = 20;
const STEP = 200;
const MARKERS = { done: "passed", current: "here", ahead: "ahead", unused: "ahead" };

async function draw(part) {
  const frame = part.querySelector("[data-drawing]");
  if (!frame || frame.dataset.drawn) return;
  frame.dataset.drawn = "yes";
  frame.hidden = false;
  try {
    const answer = await fetch(frame.dataset.drawing, { credentials: "same-origin" });
    if (!answer.ok) throw new Error(`status ${answer.status}`);
    const viewer = new window.BpmnJS({
      container: frame.querySelector("[data-canvas]"),
      zoomScroll: { enabled: false },
    });
    await viewer.importXML(await answer.text());
    mark(viewer, part);
    addTools(viewer, frame, part);
  } catch (error) {
    console.warn(error);
    for (const child of frame.children) child.hidden = !child.matches(".course-failed");
  }
}

function mark(viewer, part) {
  const canvas = viewer.get("canvas");
  const overlays = viewer.get("overlays");
  const drawn = viewer.get("elementRegistry");
  for (const step of part.querySelectorAll("[data-element]")) {
    const { element, state } = step.dataset;
    if (!drawn.get(element)) continue;
    canvas.addMarker(element, MARKERS[state]);
    if ("overdue" in step.dataset) markOverdue(canvas, overlays, element);
    if (SIGNS[state]) overlays.add(element, { position: { top: -11, left: -11 }, html: sign(state) });
  }
}

// Overdue is told by a frame of its own, a sign and a word, never by colour alone.
function markOverdue(canvas, overlays, element) {
  const shown = document.createElement("div");
  shown.className = "diagram-overdue";
  shown.textContent = "! Overskredet";
  canvas.addMarker(element, "overdue");
  overlays.add(element, { position: { top: -13, left: 16 }, html: shown });
}

function sign(state) {
  const shown = document.createElement("div");
  shown.className = state === "current" ? "diagram-sign diagram-sign--here" : "diagram-sign";
  shown.textContent = SIGNS[state];
  return shown;
}

// What dragging and the wheel do, buttons do too.
function addTools(viewer, frame, part) {
  const steps = viewer.get("zoomScroll");
  const move = (dx, dy) => () => viewer.get("canvas").scroll({ dx, dy });
  const tools = {
    in: () => steps.stepZoom(1),
    out: () => steps.stepZoom(-1),
    fit: () => fit(viewer),
    left: move(STEP, 0),
    right: move(-STEP, 0),
    up: move(0, STEP),
    down: move(0, -STEP),
  };
  for (const button of frame.querySelectorAll("[data-tool]")) {
    button.addEventListener("click", tools[button.dataset.tool]);
  }
  // A wide drawing made to fit cannot be read: then it begins where the case stands.
  if (fit(viewer) < TOO_SMALL) goTo(viewer, part);
}

function fit(viewer) {
  const canvas = viewer.get("canvas");
  const scale = canvas.zoom("fit-viewport", "auto") * 0.95;
  canvas.zoom(scale, "auto");
  return scale;
}

function goTo(viewer, part) {
  const canvas = viewer.get("canvas");
  const drawn = viewer.get("elementRegistry");
  const reached = [...part.querySelectorAll('[data-state="current"], [data-state="done"]')];
  const here = reached.find((step) => step.dataset.state === "current") ?? reached.at(-1);
  const shape = drawn.get((here ?? part.querySelector("[data-element]")).dataset.element);
  const { outer, inner } = canvas.viewbox();
  const [width, height] = [outer.width / READABLE, outer.height / READABLE];
  canvas.viewbox({
    x: within(shape.x + shape.width / 2 - width / 2, inner.x, inner.width, width),
    y: within(shape.y + shape.height / 2 - height / 2, inner.y, inner.height, height),
    width,
    height,
  });
}

// Where a view of that length begins, so that it shows no more empty space than a margin.
function within(start, from, length, shown) {
  if (length <= shown) return from - (shown - length) / 2;
  return Math.min(Math.max(start, from - MARGIN), from + length - shown + MARGIN);
}

function makeTabs(course) {
  const parts = [...course.querySelectorAll("[data-part]")];
  const list = document.createElement("div");
  list.className = "course-tabs";
  list.setAttribute("role", "tablist");
  list.setAttribute("aria-label", "Forløbets diagrammer");
  const tabs = parts.map((part) => makeTab(part));
  const choose = (chosen) => {
    tabs.forEach((tab, index) => {
      const here = index === chosen;
      tab.setAttribute("aria-selected", String(here));
      tab.tabIndex = here ? 0 : -1;
      parts[index].hidden = !here;
    });
    draw(parts[chosen]);
  };
  tabs.forEach((tab, index) => {
    tab.addEventListener("click", () => choose(index));
    tab.addEventListener("keydown", (event) => {
      const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
      if (!step) return;
      const next = (index + step + tabs.length) % tabs.length;
      tabs[next].focus();
      choose(next);
    });
  });
  list.append(...tabs);
  course.prepend(list);
  choose(Math.max(0, parts.findIndex((part) => "here" in part.dataset)));
}

function makeTab(part) {
  const tab = document.createElement("button");
  tab.type = "button";
  tab.id = `${part.id}-fane`;
  tab.textContent = part.dataset.part;
  tab.setAttribute("role", "tab");
  tab.setAttribute("aria-controls", part.id);
  part.setAttribute("role", "tabpanel");
  part.setAttribute("aria-labelledby", tab.id);
  return tab;
}

for (const course of document.querySelectorAll("[data-course]")) makeTabs(course);
