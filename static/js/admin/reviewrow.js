// One field of a draft: its value in words, its inputs, and what was decided about it.

const SIGNS = { accept: "✓", edit: "✎", reject: "✕" };

export class Row {
  /** `said` are the translated words of the decisions: {accept, edit, reject}. */
  constructor(element, said) {
    this.element = element;
    this.key = element.dataset.row;
    this.isNeeded = "needed" in element.dataset;
    this.said = said;
    this.words = part(element, "words");
    this.editor = part(element, "editor");
    this.kept = element.querySelector(`input[name="decision-${this.key}"]`);
    this.choices = [...element.querySelectorAll("button[data-set]")];
    this.inputs = [...this.editor.querySelectorAll("input, select, textarea")];
    this.proposed = this.words.textContent;
    this.before = null;
    if (this.decision === "edit") this.tell();
    this.mark();
    if (element.classList.contains("has-errors")) this.open();
  }

  get label() {
    return this.element.querySelector(".review-label").textContent;
  }

  get decision() {
    return this.kept.value;
  }

  /** Whether it still waits for a decision: what the machine did not see does not. */
  get isOpen() {
    return !this.decision && !this.element.classList.contains("is-empty");
  }

  get isEditing() {
    return !this.editor.hidden;
  }

  decide(decision) {
    this.kept.value = decision;
    this.mark();
  }

  mark() {
    const { classList } = this.element;
    for (const name of ["accept", "edit", "reject"]) classList.toggle(`is-${name}`, this.decision === name);
    part(this.element, "decided").textContent = this.decision ? `${SIGNS[this.decision]} ${this.said[this.decision]}` : "";
  }

  open() {
    this.before ??= this.snapshot();
    this.editor.hidden = false;
    this.button("edit").setAttribute("aria-expanded", "true");
    const first = this.editor.querySelector(".has-errors :is(input, select, textarea)") ?? this.inputs.find((input) => input.type !== "hidden");
    first?.focus();
    if (first?.type === "text") first.select();
  }

  /** Closes the editor; true when something was changed in it. */
  close() {
    this.editor.hidden = true;
    this.button("edit").setAttribute("aria-expanded", "false");
    const changed = this.before !== null && this.before.values.some((value, i) => value !== valueOf(this.inputs[i]));
    if (changed) this.tell();
    this.before = null;
    return changed;
  }

  leave() {
    const { before } = this;
    if (before) this.restore(before);
    this.editor.hidden = true;
    this.button("edit").setAttribute("aria-expanded", "false");
    this.before = null;
  }

  /** Fills inputs by name, as a choice says. */
  fill(values) {
    for (const [name, value] of Object.entries(values)) {
      const input = this.inputs.find((candidate) => candidate.name === name);
      if (!input) continue;
      input.value = value;
      input.dispatchEvent(new Event("change", { bubbles: true }));
    }
    this.tell();
  }

  /** Says in words what the inputs hold. */
  tell() {
    const said = this.inputs.map(inWords).filter(Boolean).join(" · ");
    this.words.textContent = said || "–";
    this.element.classList.toggle("is-empty", !said);
  }

  snapshot() {
    return { values: this.inputs.map(valueOf), decision: this.decision, words: this.words.textContent, empty: this.element.classList.contains("is-empty") };
  }

  restore({ values, decision, words, empty }) {
    this.inputs.forEach((input, i) => setValue(input, values[i]));
    this.words.textContent = words;
    this.element.classList.toggle("is-empty", empty);
    this.decide(decision);
    this.element.dispatchEvent(new CustomEvent("row-changed", { bubbles: true }));
  }

  button(name) {
    return this.element.querySelector(`button[data-do=${name}]`);
  }
}

const part = (element, name) => element.querySelector(`[data-part=${name}]`);

// A snapshot's value: text, or for boxes and lists what is chosen of them.
function valueOf(input) {
  if (input.type === "checkbox") return String(input.checked);
  if (input.multiple) return [...input.selectedOptions].map((option) => option.value).join("\n");
  return input.value;
}

function setValue(input, value) {
  if (input.type === "checkbox") input.checked = value === "true";
  else if (input.multiple) for (const option of input.options) option.selected = value.split("\n").includes(option.value);
  else input.value = value;
}

function inWords(input) {
  if (input.type === "hidden") return "";
  if (input.type === "checkbox") return input.checked ? labelOf(input) : "";
  if (input.matches("select")) return [...input.selectedOptions].filter((option) => option.value).map((option) => option.textContent.trim()).join(", ");
  const text = input.value.trim();
  return text && input.matches(".is-number") ? `${labelOf(input)} ${text}` : text;
}

const labelOf = (input) => (input.labels[0]?.textContent ?? "").replace(/\s*:\s*$/, "").trim();
