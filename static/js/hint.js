// What is wrong with a field, said below it and to who hears the page.

export class Hint {
  constructor(input) {
    this.input = input;
    this.element = null;
  }

  show(text) {
    this.element ??= this.made();
    this.element.textContent = text;
    this.element.hidden = false;
    this.element.scrollIntoView({ block: "nearest" });
    this.input.setAttribute("aria-invalid", "true");
  }

  hide() {
    // Emptied too: what describes a field is read out even while it is hidden.
    if (this.element) Object.assign(this.element, { hidden: true, textContent: "" });
    this.input.removeAttribute("aria-invalid");
  }

  // Beside the label, not in it: the words of a label are the name of its field.
  made() {
    const element = document.createElement("p");
    element.className = "field-hint";
    element.id = `hint-${this.input.name || this.input.id}`;
    element.setAttribute("role", "alert");
    (this.input.closest("label") ?? this.input).after(element);
    this.input.setAttribute("aria-describedby", element.id);
    return element;
  }
}
