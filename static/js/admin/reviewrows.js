// The fields of a draft in their order: one of them is current, and what was decided can be taken back.

import { Row } from "./reviewrow.js";

export class Rows {
  /** `say(text)` tells who does not see the page; `words` are its sentences; `onEnd()` when nothing is open. */
  constructor(form, { say, words, onEnd }) {
    const said = { accept: words.saidAccept, edit: words.saidEdit, reject: words.saidReject };
    this.rows = [...form.querySelectorAll("[data-row]")].map((element) => new Row(element, said));
    this.words = words;
    this.say = say;
    this.onEnd = onEnd;
    this.done = [];
    this.undoButton = form.querySelector("button[data-do=undo]");
    this.current = this.rows[0];
    for (const row of this.rows) this.listen(row);
  }

  listen(row) {
    row.element.addEventListener("focusin", () => this.point(row));
    row.element.addEventListener("keydown", (event) => this.onEditorKey(row, event));
    for (const button of row.choices) button.addEventListener("click", () => this.take(row, button));
    row.element.addEventListener("row-changed", () => row === this.current && this.onShow?.(row));
  }

  /** The first open field has the focus; with mistakes on the page, the first of them. */
  start() {
    const wrong = this.rows.find((row) => row.isEditing);
    if (wrong) return wrong.open();
    const row = this.rows.find((candidate) => candidate.isOpen) ?? this.rows[0];
    return this.enter(row.key);
  }

  /** Whether a value was changed by hand. */
  get hasEdits() {
    return this.rows.some((row) => row.isEditing || row.decision === "edit");
  }

  row(key) {
    return this.rows.find((row) => row.key === key);
  }

  /** Makes a field the current one and gives it the focus. */
  enter(key) {
    const row = this.row(key);
    this.point(row);
    row.element.focus({ preventScroll: true });
    row.element.scrollIntoView({ block: "nearest" });
  }

  point(row) {
    this.current.element.tabIndex = -1;
    this.current.element.classList.remove("is-current");
    this.current = row;
    row.element.tabIndex = 0;
    row.element.classList.add("is-current");
    this.onShow?.(row);
  }

  move(step) {
    const shown = this.rows.filter((row) => row.element.offsetParent);
    const next = shown[shown.indexOf(this.current) + step];
    if (next) this.enter(next.key);
  }

  // Decisions ---------------------------------------------------------------------------------------------
  accept() {
    const row = this.current;
    if (row.isEditing) return this.finish(row);
    if (!row.isOpen && !row.decision) return this.forward();
    return this.decide(row, "accept");
  }

  reject() {
    const row = this.current;
    if (row.isNeeded) {
      this.say(this.words.saidNeeded);
      return row.open();
    }
    if (row.isEditing) row.leave();
    return this.decide(row, "reject");
  }

  edit() {
    if (this.current.isEditing) this.finish(this.current);
    else this.current.open();
  }

  choose(number) {
    const button = this.current.choices[number - 1];
    if (button) this.take(this.current, button);
  }

  take(row, button) {
    this.remember(row, row.snapshot());
    row.fill(JSON.parse(button.dataset.set));
    row.decide("edit");
    this.tell(row);
    row.element.dispatchEvent(new CustomEvent("choice-taken", { bubbles: true, detail: button }));
    this.enter(row.key);
  }

  decide(row, decision) {
    this.remember(row, row.snapshot());
    row.decide(decision);
    this.tell(row);
    this.forward();
  }

  acceptAll() {
    const open = this.rows.filter((row) => row.isOpen);
    this.done.push(open.map((row) => [row, row.snapshot()]));
    for (const row of open) row.decide("accept");
    this.undoButton.disabled = false;
    this.say(this.words.saidNone);
    this.onEnd();
  }

  undo() {
    const last = this.done.pop();
    if (!last) return;
    for (const [row, snapshot] of last) row.restore(snapshot);
    this.undoButton.disabled = this.done.length === 0;
    this.say(`${last.map(([row]) => row.label).join(", ")}: ${this.words.saidUndo}`);
    if (last.length) this.enter(last[0][0].key);
  }

  remember(row, snapshot) {
    this.done.push([[row, snapshot]]);
    this.undoButton.disabled = false;
  }

  tell(row) {
    const open = this.rows.filter((other) => other.isOpen).length;
    const rest = open ? `${this.words.saidOpen} ${open}` : this.words.saidNone;
    this.say(`${row.label}: ${row.said[row.decision]} · ${rest}`);
  }

  /** To the next open field, then to the button that confirms. */
  forward() {
    const from = this.rows.indexOf(this.current);
    const open = this.rows.slice(from + 1).find((row) => row.isOpen) ?? this.rows.find((row) => row.isOpen);
    if (open) this.enter(open.key);
    else this.onEnd();
  }

  // In an editor ------------------------------------------------------------------------------------------
  onEditorKey(row, event) {
    if (!row.isEditing || event.defaultPrevented || !row.editor.contains(event.target)) return;
    if (event.key === "Escape") {
      event.preventDefault();
      row.leave();
      this.enter(row.key);
    } else if (event.key === "Enter" && (!event.target.matches("textarea") || event.ctrlKey)) {
      event.preventDefault();
      this.finish(row);
    }
  }

  finish(row) {
    const { before } = row;
    if (row.close()) {
      this.remember(row, before);
      row.decide("edit");
      this.tell(row);
      row.element.dispatchEvent(new CustomEvent("row-changed", { bubbles: true }));
      this.point(row);
      this.forward();
    } else {
      this.enter(row.key);
    }
  }
}
