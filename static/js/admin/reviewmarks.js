// The evidence in the report's text: a mark leads to its field, a field to its marks.

export function readMarks(root, rows) {
  const marks = [...root.querySelectorAll("mark[data-rows]")];
  const keysOf = (mark) => mark.dataset.rows.split(" ");
  const of = (row) => marks.filter((mark) => keysOf(mark).includes(row.key));

  rows.onShow = (row) => {
    for (const mark of marks) mark.classList.toggle("is-linked", keysOf(mark).includes(row.key));
    // Only the text is scrolled: the page stays where the eyes are.
    const [first] = of(row);
    const pane = first?.closest(".review-text");
    if (pane && pane.scrollHeight > pane.clientHeight) pane.scrollTop = first.offsetTop - pane.offsetTop - pane.clientHeight / 3;
  };
  const go = (mark) => {
    const keys = keysOf(mark);
    // Pressed again where several values rest on the same words: the next of them.
    const next = keys[(keys.indexOf(rows.current.key) + 1) % keys.length];
    rows.enter(next);
  };
  for (const mark of marks) {
    mark.addEventListener("click", () => go(mark));
    mark.addEventListener("keydown", (event) => {
      if (!["Enter", " ", "s", "Escape"].includes(event.key)) return;
      event.preventDefault();
      if (event.key === "s" || event.key === "Escape") rows.enter(keysOf(mark).includes(rows.current.key) ? rows.current.key : keysOf(mark)[0]);
      else go(mark);
    });
  }
  return {
    /** Gives the focus to the first mark of a field; false when it has none. */
    show(row) {
      const [first] = of(row);
      first?.focus();
      return Boolean(first);
    },
  };
}
