"use strict";
// Tables of figures: cells of a spreadsheet pasted into one, and the sums of its columns while one types.
// Without scripts there is a box to paste in, and a button that adds up.

for (const box of document.querySelectorAll("[data-pastes]")) {
  const name = box.dataset.pastes;
  const form = box.closest("form");
  const field = (part) => form.elements[`${part}-${name}`];
  const cells = new Set(JSON.parse(field("paste_grid").value).rows.flatMap(([, names]) => names));
  form.addEventListener("paste", (event) => {
    const text = event.clipboardData.getData("text/plain");
    if (!cells.has(event.target.name) || event.target.matches("textarea") || !/[\t\n]./.test(text)) return;
    event.preventDefault();
    field("paste_box").value = text;
    field("paste_at").value = event.target.name;
    box.querySelector("button[name=paste]").click();
  });
}

// In øre, so that sums are exact; NaN for what is no amount.
function amount(text) {
  const tidy = text.replace(/kr\.?|[\s.]/gi, "").replace(/^[\u2212\u2013\u00f7]/, "-").replace(/^\((.+)\)$/, "-$1");
  const found = /^(-?)(\d+)(?:,(\d{1,2}))?(?:,-)?$/.exec(tidy);
  if (!tidy) return 0;
  if (!found) return NaN;
  const value = Number(found[2]) * 100 + Number((found[3] ?? "").padEnd(2, "0"));
  return found[1] ? -value : value;
}

const DANISH = new Intl.NumberFormat("da-DK", { maximumFractionDigits: 2 });
const written = (oere) => {
  const whole = oere % 100 === 0;
  const shown = DANISH.format(Math.abs(oere) / 100);
  const text = whole || /,\d\d$/.test(shown) ? shown : `${shown}0`;
  return oere < 0 ? `\u2212${text}` : text;
};

for (const sums of document.querySelectorAll("[data-sums]")) {
  const table = sums.closest("table");
  const add = () => {
    for (const sum of sums.querySelectorAll("[data-sum]")) {
      const column = table.querySelectorAll(`tbody input[name$="-${sum.dataset.sum}"]`);
      const total = [...column].reduce((so, one) => so + amount(one.value), 0);
      sum.textContent = Number.isNaN(total) ? "kan ikke l\u00e6ses" : written(total);
    }
  };
  table.addEventListener("input", add);
  add();
}
