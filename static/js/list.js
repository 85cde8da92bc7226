// The list of what the map shows. Only the rows in sight are in the document, however long the list is.

import { rowElement } from "./row.js";
import { RowHeights } from "./rowheights.js";

const GUESS = 76; // pixels of a row that was not seen yet
const AROUND = 6; // rows drawn above and below what is in sight
const AHEAD = 15; // rows before the end at which the next page is fetched

export class List {
  /**
   * `onOpen(id)` when a row is chosen; `onMore(address)` when the next page is wanted; with `ahead` it is
   * fetched before the reader reaches the end, otherwise only on the button's word.
   */
  constructor(section, { onOpen, onMore, ahead = true }) {
    Object.assign(this, { section, onMore, ahead, incidents: [], drawn: new Map(), current: 0, total: null });
    this.rows = section.querySelector("[data-rows]");
    this.empty = section.querySelector("[data-empty]");
    this.more = section.querySelector("[data-more]");
    this.heights = new RowHeights(GUESS);
    this.rows.addEventListener("click", (event) => {
      const link = event.target.closest("a[data-incident]");
      // A click with a modifier is the reader's wish for a tab of its own.
      if (!link || event.metaKey || event.ctrlKey || event.shiftKey) return;
      event.preventDefault();
      onOpen(link.dataset.incident);
    });
    this.rows.addEventListener("keydown", (event) => this.key(event));
    this.rows.addEventListener("focusin", (event) => this.focused(event.target.closest("li")));
    this.more.addEventListener("focus", () => { this.reached = this.incidents.length; });
    this.more.addEventListener("blur", () => { this.reached = null; });
    this.more.addEventListener("click", () => this.showMore());
    section.addEventListener("scroll", () => this.soon(), { passive: true });
    new ResizeObserver(() => this.resized()).observe(section);
    // Paper has no scrolling: all rows that were loaded are printed.
    window.addEventListener("beforeprint", () => this.draw({ whole: true }));
    window.addEventListener("afterprint", () => this.draw());
  }

  /** Shows a page of the list in place of the one before, or after it with `append`. */
  show({ results, next }, { append = false } = {}) {
    const first = append ? this.incidents.length : 0;
    this.incidents = append ? [...this.incidents, ...results] : results;
    if (!append) this.begin();
    this.heights.resize(this.incidents.length);
    Object.assign(this, { next, fetching: false, failed: false });
    this.more.hidden = !next;
    this.empty.hidden = this.incidents.length > 0;
    this.draw();
    if (append && this.wantsFocus) this.goTo(first);
    this.wantsFocus = false;
  }

  /** The page asked for did not come: the button asks anew, scrolling does not. */
  missed() {
    Object.assign(this, { fetching: false, failed: true, wantsFocus: false });
  }

  /** How many incidents the whole list has, loaded or not, for who hears it row by row. */
  ofTotal(total) {
    this.total = total;
    for (const item of this.drawn.values()) item.setAttribute("aria-setsize", String(this.size()));
  }

  /** Marks the row of the opened incident. */
  select(id) {
    this.selected = id;
    for (const [index, item] of this.drawn) this.mark(item, index);
  }

  /** Puts the focus on the row of an incident, or on the first. */
  focus(id = null) {
    if (this.incidents.length) this.goTo(Math.max(0, this.incidents.findIndex((incident) => incident.id === id)));
  }

  begin() {
    for (const item of this.drawn.values()) item.remove();
    this.rows.replaceChildren();
    this.drawn.clear();
    this.heights.resize(0);
    this.current = 0;
    this.reached = null;
    this.section.scrollTop = 0;
  }

  size() {
    return Math.max(this.total ?? -1, this.next ? -1 : this.incidents.length);
  }

  soon() {
    cancelAnimationFrame(this.frame);
    this.frame = requestAnimationFrame(() => this.draw());
  }

  resized() {
    const width = this.section.clientWidth;
    if (width && this.width && width !== this.width) this.heights.forget();
    this.width = width || this.width;
    this.soon();
  }

  // Heights change tops and tops what is in sight: twice is enough, since guesses are close.
  draw({ whole = false } = {}) {
    // A row is as tall on paper as paper makes it, so there the rows flow.
    this.rows.classList.toggle("is-windowed", !whole && this.incidents.length > 0);
    const fold = this.section.scrollTop - this.above();
    for (let round = 0; round < 2; round += 1) {
      const span = whole ? { first: 0, last: this.incidents.length - 1 } : this.heights.around(fold, this.section.clientHeight, AROUND);
      this.keep(span);
      if (![...this.drawn].map(([index, item]) => this.heights.measured(index, item.offsetHeight)).includes(true)) break;
    }
    for (const [index, item] of this.drawn) item.style.insetBlockStart = `${this.heights.top(index)}px`;
    this.rows.style.blockSize = whole ? "" : `${this.heights.total}px`;
    const last = this.heights.at(fold + this.section.clientHeight);
    if (this.ahead && this.section.clientHeight && last >= this.incidents.length - AHEAD && fold > 0) this.fetchMore({ focus: false });
  }

  // Where the rows begin within what is scrolled.
  above() {
    return this.rows.getBoundingClientRect().top - this.section.getBoundingClientRect().top + this.section.scrollTop;
  }

  // The row that has the focus, or would get it, stays in the document wherever it is.
  keep({ first, last }) {
    const wanted = new Set([this.current]);
    for (let index = first; index <= last; index += 1) wanted.add(index);
    for (const [index, item] of this.drawn) if (!wanted.has(index)) (item.remove(), this.drawn.delete(index));
    for (const index of [...wanted].sort((one, other) => one - other)) if (this.incidents[index]) this.place(index);
  }

  place(index) {
    if (this.drawn.has(index)) return;
    const item = rowElement(this.incidents[index]);
    item.setAttribute("aria-posinset", String(index + 1));
    item.setAttribute("aria-setsize", String(this.size()));
    item.dataset.index = String(index);
    this.mark(item, index);
    // In the document as on the screen, so that a reader of the page hears the rows in order.
    const after = [...this.rows.children].find((other) => Number(other.dataset.index) > index);
    this.rows.insertBefore(item, after ?? null);
    this.drawn.set(index, item);
  }

  mark(item, index) {
    const link = item.querySelector("a");
    link.tabIndex = index === this.current ? 0 : -1;
    if (this.incidents[index].id === this.selected) link.setAttribute("aria-current", "true");
    else link.removeAttribute("aria-current");
  }

  // Reaching for the button may have fetched the page already: then its first row is shown, none is passed over.
  showMore() {
    const first = this.reached ?? this.incidents.length;
    if (first < this.incidents.length) this.goTo(first);
    else this.fetchMore({ focus: true });
  }

  fetchMore({ focus }) {
    if (!this.next) return;
    // The page may be on its way already; the button's wish for the focus still holds.
    this.wantsFocus ||= focus;
    if (this.fetching || (this.failed && !focus)) return;
    this.fetching = true;
    this.onMore(this.next);
  }

  focused(item) {
    if (!item || Number(item.dataset.index) === this.current) return;
    this.current = Number(item.dataset.index);
    for (const [index, other] of this.drawn) this.mark(other, index);
  }

  key(event) {
    const page = Math.max(1, Math.floor(this.section.clientHeight / GUESS) - 1);
    const steps = { ArrowDown: 1, ArrowUp: -1, PageDown: page, PageUp: -page, Home: -Infinity, End: Infinity };
    if (!(event.key in steps) || event.altKey || event.metaKey || event.ctrlKey) return;
    event.preventDefault();
    this.goTo(Math.min(this.incidents.length - 1, Math.max(0, this.current + steps[event.key])));
  }

  goTo(index) {
    this.current = index;
    this.draw();
    const item = this.drawn.get(index);
    const [top, height] = [this.heights.top(index) + this.above(), item.offsetHeight];
    const head = this.section.querySelector(".panel-head").offsetHeight;
    const { scrollTop, clientHeight } = this.section;
    if (top - head < scrollTop) this.section.scrollTop = top - head;
    else if (top + height > scrollTop + clientHeight) this.section.scrollTop = top + height - clientHeight;
    for (const [other, element] of this.drawn) this.mark(element, other);
    item.querySelector("a").focus({ preventScroll: true });
    if (index >= this.incidents.length - 1 && this.ahead) this.fetchMore({ focus: false });
  }
}
