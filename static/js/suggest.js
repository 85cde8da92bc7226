// Names offered while one types: a combobox with a listbox (the ARIA pattern), filled from the server.

import { Hint } from "./hint.js";
import { latest, Refused } from "./requests.js";

const PAUSE = 200;
const MOST = 8;
let made = 0;

/**
 * Makes a combobox of a text input. `source(text)` is the address to ask; `local(text)` are results that the page
 * knows itself, offered first; `item(result)` gives {value, text, note}; `onChoose(item, result)` is called with
 * the reader's choice. With `takesOnlyOffered` Enter takes the only match, and shows the matches where there are several:
 * what was typed is no value of the field. Where nothing matches it says so in the words of `unknown`.
 */
export function suggest(input, { source, local = () => [], item, onChoose, takesOnlyOffered = false, unknown = "" }) {
  const list = document.createElement("ul");
  list.id = `suggestions-${(made += 1)}`;
  list.className = "suggestions";
  list.setAttribute("role", "listbox");
  list.setAttribute("aria-label", input.getAttribute("aria-label") ?? input.labels[0]?.textContent ?? "");
  list.hidden = true;
  input.after(list);
  for (const [name, value] of [["role", "combobox"], ["aria-controls", list.id], ["aria-expanded", "false"], ["aria-autocomplete", "list"], ["autocomplete", "off"]]) {
    input.setAttribute(name, value);
  }
  const hint = new Hint(input);
  let timer = null;
  let options = [];
  let active = -1;

  function close() {
    clearTimeout(timer);
    list.hidden = true;
    active = -1;
    input.setAttribute("aria-expanded", "false");
    input.removeAttribute("aria-activedescendant");
  }

  function choose(index) {
    const option = options[index];
    close();
    if (option) onChoose(option.item, option.result);
  }

  function point(index) {
    active = (index + options.length) % options.length;
    options.forEach(({ element }, i) => element.setAttribute("aria-selected", String(i === active)));
    input.setAttribute("aria-activedescendant", options[active].element.id);
  }

  // Whether what is offered now is what fits the text; not when no answer came.
  async function ask(shortest = 2) {
    const text = input.value.trim();
    if (text.length < shortest) return (close(), false);
    const answer = await latest(list.id, source(text)).catch((error) => {
      if (error instanceof Refused) return { results: [], refused: true };
      throw error;
    });
    if (answer === null || document.activeElement !== input) return false;
    options = [...local(text), ...answer.results].slice(0, MOST).map((result, i) => ({ result, item: item(result), element: optionElement(`${list.id}-${i}`) }));
    for (const option of options) fill(option);
    list.replaceChildren(...options.map(({ element }) => element));
    list.hidden = options.length === 0;
    input.setAttribute("aria-expanded", String(!list.hidden));
    if (!list.hidden) list.scrollIntoView({ block: "nearest" });
    return !answer.refused;
  }

  async function takeTheOnlyOne() {
    clearTimeout(timer);
    if (!(await ask(1))) return;
    if (options.length === 1) choose(0);
    if (options.length === 0) hint.show(unknown);
  }

  // The field's own "change" would filter by half a word; an emptied field is a wish.
  input.addEventListener("change", (event) => input.value.trim() !== "" && event.stopPropagation());
  input.addEventListener("input", (event) => {
    event.stopPropagation();
    hint.hide();
    clearTimeout(timer);
    timer = setTimeout(ask, PAUSE);
  });
  input.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && !list.hidden) (event.stopPropagation(), close());
    if (event.key === "Enter" && list.hidden && takesOnlyOffered && input.value.trim() !== "") (event.preventDefault(), takeTheOnlyOne());
    if (list.hidden || !options.length) return;
    if (event.key === "ArrowDown") (event.preventDefault(), point(active + 1));
    if (event.key === "ArrowUp") (event.preventDefault(), point(active - 1));
    if (event.key === "Enter") (event.preventDefault(), choose(Math.max(0, active)));
  });
  list.addEventListener("pointerdown", (event) => event.preventDefault()); // keeps the focus in the field
  list.addEventListener("click", (event) => choose(options.findIndex(({ element }) => element.contains(event.target))));
  input.addEventListener("blur", close);
}

function optionElement(id) {
  const element = document.createElement("li");
  element.id = id;
  element.setAttribute("role", "option");
  element.setAttribute("aria-selected", "false");
  return element;
}

function fill({ element, item }) {
  element.textContent = item.text;
  if (!item.note) return;
  const note = document.createElement("small");
  note.textContent = item.note;
  element.append(" ", note);
}
