"use strict";
// A task's form, or one that opens a case: shows what matters for the answers given, and never lets a draft and the sending cross.

if (window.matchMedia("(max-width: 991px)").matches) {
  for (const part of document.querySelectorAll(".task-beside > details")) {
    part.open = false;
    part.dataset.folded = "yes";
  }
}

for (const form of document.querySelectorAll("form[data-task], form[data-drafted]")) {
  const status = document.getElementById("draft-status");

  const chosen = (name) => new FormData(form).get(name);
  const fit = () => {
    for (const part of form.querySelectorAll("[data-shown-when]")) {
      part.hidden = !part.dataset.values.split(" ").includes(chosen(part.dataset.shownWhen));
    }
  };
  form.addEventListener("change", fit);
  fit();

  // A draft on its way changes the revision that the answers are sent with: wait for it.
  const keepsDraft = (event) => event.detail.requestConfig?.path.endsWith("/kladde");
  let drafts = 0;
  let waiting = null;
  form.addEventListener(
    "submit",
    (event) => {
      if (!drafts) return;
      event.preventDefault();
      event.stopImmediatePropagation();
      waiting = event.submitter;
    },
    true,
  );
  document.body.addEventListener("htmx:beforeRequest", (event) => {
    if (form.dataset.sent || waiting) event.preventDefault();
    else if (keepsDraft(event)) drafts += 1;
  });
  document.body.addEventListener("htmx:afterRequest", (event) => {
    if (!keepsDraft(event)) return;
    drafts -= 1;
    if (!waiting) return;
    const button = waiting;
    waiting = null;
    window.setTimeout(() => form.requestSubmit(button));
  });

  document.body.addEventListener("htmx:responseError", (event) => {
    if (!keepsDraft(event)) return;
    status.textContent =
      event.detail.xhr.status === 401
        ? "Kladden er ikke gemt: Du er logget af. Log på i et andet faneblad, og skriv videre her."
        : form.matches("[data-task]")
          ? "Kladden er ikke gemt: Opgaven er ændret af en anden, siden du åbnede siden."
          : "Kladden er ikke gemt. Prøv igen med knappen »Gem kladde«.";
  });
  document.body.addEventListener("htmx:sendError", (event) => {
    if (keepsDraft(event)) status.textContent = "Kladden er ikke gemt: Der er ingen forbindelse.";
  });
}
