"use strict";
// A file that is too large is told of before it is sent: sending it takes minutes, and it is not taken.

const megabytes = (size) => `${Math.floor(size / 1024 ** 2)} MB`;

for (const field of document.querySelectorAll("input[type=file][data-largest]")) {
  const largest = Number(field.dataset.largest);
  const most = Number(field.dataset.most);

  const faults = () => {
    const files = [...field.files];
    const large = files.filter((file) => file.size > largest);
    const all = files.reduce((sum, file) => sum + file.size, 0);
    if (large.length)
      return large.map((file) => `»${file.name}« fylder for meget. En fil må højst fylde ${megabytes(largest)}.`);
    return all > most ? [`Filerne fylder for meget tilsammen. Vedhæft højst ${megabytes(most)} ad gangen.`] : [];
  };

  const told = document.createElement("span");
  told.className = "form-error-message";
  told.id = `${field.id}-too-large`;
  told.setAttribute("role", "alert");
  const described = field.getAttribute("aria-describedby") ?? "";
  field.before(told);

  const show = (texts) => {
    told.textContent = texts.join(" ");
    field.closest(".form-group").classList.toggle("form-error", texts.length > 0);
    if (texts.length) field.setAttribute("aria-invalid", "true");
    else field.removeAttribute("aria-invalid");
    field.setAttribute("aria-describedby", `${described} ${texts.length ? told.id : ""}`.trim());
  };
  field.addEventListener("change", () => show(faults()));
  field.form.addEventListener(
    "submit",
    (event) => {
      const found = faults();
      if (!found.length) return;
      event.preventDefault();
      event.stopImmediatePropagation();
      show(found);
      field.focus();
    },
    true,
  );
}
