"use strict";
// Names while one types @ in the dialog: a list below the field, by keyboard or pointer. The page itself names those who
// can be mentioned; without scripts one reads them there and writes the name.

const TOKEN = /(?:^|[\s(»"'])@([\p{L}\p{M}'.-]*(?: [\p{L}\p{M}'.-]*){0,3})$/u;
const MOST = 8;

const people = [...document.querySelectorAll("[data-mention]")].map((one) => ({
  name: one.textContent.trim(),
  of: one.dataset.mention,
}));

const fold = (text) => text.toLocaleLowerCase("da");

// By the beginning of the whole name, or of one of its words.
function fitting(typed) {
  const said = fold(typed);
  const begins = (name) => fold(name).startsWith(said) || name.split(/[\s-]/).some((word) => fold(word).startsWith(said));
  return people.filter(({ name }) => fold(name) !== said.trimEnd() && begins(name)).slice(0, MOST);
}

function offerNames(field) {
  const list = document.createElement("ul");
  list.id = `${field.id}-navne`;
  list.className = "mentions";
  list.hidden = true;
  list.setAttribute("role", "listbox");
  list.setAttribute("aria-label", "Navne, der kan nævnes");
  const told = document.createElement("p");
  told.className = "sr-only";
  told.setAttribute("role", "status");
  field.after(list, told);
  field.parentElement.classList.add("mentions-place");
  field.setAttribute("aria-autocomplete", "list");
  field.setAttribute("aria-haspopup", "listbox");
  field.setAttribute("aria-controls", list.id);
  let chosen = -1;

  const close = () => {
    list.hidden = true;
    list.replaceChildren();
    told.textContent = "";
    choose(-1);
  };

  const choose = (index) => {
    chosen = index;
    [...list.children].forEach((option, number) => option.setAttribute("aria-selected", String(number === index)));
    if (index < 0) field.removeAttribute("aria-activedescendant");
    else field.setAttribute("aria-activedescendant", list.children[index].id);
    list.children[index]?.scrollIntoView({ block: "nearest" });
  };

  const typedName = () => field.value.slice(0, field.selectionStart).match(TOKEN);

  const insert = (name) => {
    const found = typedName();
    if (!found) return close();
    const from = field.selectionStart - found[1].length;
    field.setRangeText(`${name} `, from, field.selectionStart, "end");
    close();
    field.focus();
    field.dispatchEvent(new Event("change", { bubbles: true }));
  };

  const option = ({ name, of }, number) => {
    const shown = document.createElement("li");
    shown.id = `${list.id}-${number}`;
    shown.setAttribute("role", "option");
    const where = document.createElement("span");
    where.className = "mentions-of";
    where.textContent = of;
    shown.append(name, " ", where);
    // Before the field loses its place to the pointer.
    shown.addEventListener("pointerdown", (event) => {
      event.preventDefault();
      insert(name);
    });
    return shown;
  };

  const offer = () => {
    const found = typedName();
    const names = found ? fitting(found[1]) : [];
    if (!names.length) return close();
    list.replaceChildren(...names.map(option));
    list.style.top = `${field.offsetTop + field.offsetHeight}px`;
    list.hidden = false;
    told.textContent = `${names.length === 1 ? "1 navn" : `${names.length} navne`}. Vælg med pil op og ned og Enter.`;
    choose(found[1] ? 0 : -1);
  };

  field.addEventListener("input", offer);
  field.addEventListener("blur", close);
  field.addEventListener("keydown", (event) => {
    if (list.hidden) return;
    const count = list.children.length;
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step) choose(chosen < 0 && step < 0 ? count - 1 : (chosen + step + count) % count);
    else if ((event.key === "Enter" || event.key === "Tab") && chosen >= 0) insert(list.children[chosen].firstChild.data);
    else if (event.key === "Escape") close();
    else return;
    event.preventDefault();
  });
}

if (people.length) document.querySelectorAll("[data-mentions]").forEach(offerNames);
