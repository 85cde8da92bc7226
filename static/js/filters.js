// The filter rail: a form whose fields are named after the filters. It works without this module too.

import { address } from "./page.js";
import { suggest } from "./suggest.js";
import { say } from "./texts.js";

const TYPING_PAUSE = 400;

export class Filters {
  /** `onChange({name: [values]})` with every field of the form. */
  constructor(form, { onChange }) {
    this.form = form;
    this.onChange = onChange;
    this.names = [...new Set(Array.from(form.elements, (field) => field.name).filter(Boolean))];
    form.addEventListener("submit", (event) => (event.preventDefault(), this.changed()));
    form.addEventListener("change", () => this.changed());
    form.addEventListener("input", (event) => {
      if (!event.target.matches("[type=search], [type=number]")) return;
      clearTimeout(this.timer);
      this.timer = setTimeout(() => this.changed(), TYPING_PAUSE);
    });
    // A field of the form that stands elsewhere, such as the order over the list, sends it no events.
    for (const field of form.elements) if (!form.contains(field)) field.addEventListener("change", () => this.changed());
    for (const input of form.querySelectorAll("[data-suggest]")) this.offer(input);
  }

  /** Shows these filters in the fields. */
  show(filters) {
    this.shown = filters;
    for (const field of this.form.elements) {
      if (!field.name) continue;
      const values = filters[field.name] ?? [];
      if (field.type === "checkbox") field.checked = values.includes(field.value);
      else if (field !== document.activeElement) field.value = values[0] ?? "";
    }
  }

  changed() {
    clearTimeout(this.timer);
    if (!this.form.reportValidity()) return;
    const data = new FormData(this.form);
    const filters = {};
    for (const name of this.names) filters[name] = data.getAll(name).map((v) => v.trim()).filter(Boolean);
    for (const name of this.names) if (this.holdsOneOfSeveral(name, filters[name])) filters[name] = this.shown[name];
    this.onChange(filters);
  }

  // Several regions may be chosen on the map; the form's field shows the first and must not drop the others.
  holdsOneOfSeveral(name, [value]) {
    const several = this.shown[name] ?? [];
    const isTicked = this.form.querySelector(`input[type=checkbox][name="${name}"]`) !== null;
    return several.length > 1 && !isTicked && value === several[0];
  }

  // A field that holds a code and is found by name: actors by any of their names.
  offer(input) {
    suggest(input, {
      source: (text) => address(input.dataset.suggest, { query: new URLSearchParams({ q: text }) }),
      item: ({ slug, key, name, names = [], admin1 = null }) => ({ value: slug ?? key ?? name, text: name, note: namesBeside(name, names) || admin1 }),
      takesOnlyOffered: true,
      unknown: say(`unknown_${input.dataset.suggest}`),
      onChoose: ({ value }) => {
        input.value = value;
        this.changed();
      },
    });
  }
}

// A few other names of an actor: it may have been typed by one of them.
function namesBeside(name, names) {
  const others = names.map((other) => other.name ?? other).filter((other) => other !== name);
  return [...new Set(others)].slice(0, 3).join(", ");
}
