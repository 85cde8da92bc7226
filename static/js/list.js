// The list of what the map shows, newest first; the rows come from a template of the page.

import { address, label, unitName } from "./page.js";
import { LETTERS, isSolid } from "./symbol.js";
import { tollOf, when, where, who } from "./words.js";

export class List {
  /** `onOpen(id)` when a row is chosen; `onMore(address)` when the next page is wanted. */
  constructor(section, { onOpen, onMore }) {
    this.rows = section.querySelector("[data-rows]");
    this.template = document.getElementById("row");
    this.empty = section.querySelector("[data-empty]");
    this.more = section.querySelector("[data-more]");
    this.rows.addEventListener("click", (event) => {
      const link = event.target.closest("a[data-incident]");
      // A click with a modifier is the reader's wish for a tab of its own.
      if (!link || event.metaKey || event.ctrlKey || event.shiftKey) return;
      event.preventDefault();
      onOpen(link.dataset.incident);
    });
    this.rows.addEventListener("keydown", (event) => this.step(event));
    this.more.addEventListener("click", () => onMore(this.next));
  }

  show({ results, next }, { append = false } = {}) {
    const rows = results.map((row) => this.row(row));
    if (append) this.rows.append(...rows);
    else this.rows.replaceChildren(...rows);
    this.next = next;
    this.more.hidden = !next;
    this.empty.hidden = this.rows.children.length > 0;
    this.select(this.selected);
    if (append) rows[0]?.querySelector("a").focus();
  }

  /** Marks the row of the opened incident. */
  select(id) {
    this.selected = id;
    for (const link of this.rows.querySelectorAll("a[data-incident]")) {
      if (link.dataset.incident === id) link.setAttribute("aria-current", "true");
      else link.removeAttribute("aria-current");
    }
  }

  /** Puts the focus on the row of an incident, or on the first. */
  focus(id = null) {
    const link = this.rows.querySelector(`a[data-incident="${id}"]`) ?? this.rows.querySelector("a");
    link?.focus();
  }

  row(incident) {
    const row = this.template.content.firstElementChild.cloneNode(true);
    const link = row.querySelector("a");
    link.href = address("page", { id: incident.id });
    link.dataset.incident = incident.id;
    const symbol = row.querySelector("[data-symbol]");
    symbol.classList.add(`type-${incident.event_type.replaceAll("_", "-")}`);
    symbol.classList.toggle("is-solid", isSolid(incident.verification));
    symbol.textContent = LETTERS[incident.event_type] ?? "?";
    const region = unitName("region", incident.admin1) ?? unitName("country", incident.country);
    const words = {
      where: where({ ...incident, region }),
      when: when(incident),
      what: label("sub_event_type", incident.sub_event_type) || label("event_type", incident.event_type),
      toll: tollOf(incident),
      who: who(incident),
      verification: label("verification", incident.verification),
    };
    for (const [name, text] of Object.entries(words)) row.querySelector(`[data-${name}]`).textContent = text;
    row.querySelector("[data-sample]").hidden = !incident.synthetic;
    return row;
  }

  step(event) {
    const way = { ArrowDown: "nextElementSibling", ArrowUp: "previousElementSibling" }[event.key];
    const link = way && event.target.closest("li")?.[way]?.querySelector("a");
    if (!link) return;
    event.preventDefault();
    link.focus();
  }
}
