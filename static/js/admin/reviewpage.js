// The review screen: a draft is decided field by field, by keyboard or pointer.
import { readMarks } from "./reviewmarks.js";
import { addReviewMap } from "./reviewmap.js";
import { offerNames } from "./reviewnames.js";
import { Rows } from "./reviewrows.js";
import { Dialogs } from "./reviewdialogs.js";
import { onKeys } from "./reviewkeys.js";
import { showDuplicates } from "./reviewduplicates.js";
import { narrowSubTypes } from "./subtypes.js";

const root = document.getElementById("review");
const form = document.getElementById("review-form");
const confirm = document.getElementById("review-confirm");
const said = root.querySelector("[data-part=said]");
const say = (text) => (said.textContent = text);

const rows = new Rows(form, { say, words: root.dataset, onEnd: () => confirm.focus() });
const marks = readMarks(root, rows);
const map = addReviewMap(rows);
offerNames(form, { onPlace: (input, place) => map?.found(input, place) });
narrowSubTypes(document, { events: "#review-event_type", subTypes: "#review-sub_event_type" });
const dialogs = new Dialogs(root);
showDuplicates(root);

// Not while somebody else works on the report.
const mayDecide = () => !confirm.disabled;

const actions = {
  accept: () => rows.accept(),
  edit: () => rows.edit(),
  reject: () => rows.reject(),
  span: () => marks.show(rows.current) || say(root.dataset.saidSpanless),
  undo: () => rows.undo(),
  "accept-all": () => rows.acceptAll(),
  forward: () => rows.move(1),
  back: () => rows.move(-1),
  confirm: () => mayDecide() && confirm.click(),
  park: () => mayDecide() && dialogs.open("park"),
  "reject-draft": () => mayDecide() && dialogs.open("reject"),
  next: () => location.assign(root.dataset.next),
  help: () => dialogs.open("keys"),
};

root.addEventListener("click", (event) => {
  const button = event.target.closest("button[data-do]");
  if (!button || button.disabled || !actions[button.dataset.do]) return;
  const row = button.closest("[data-row]");
  if (row) rows.enter(row.dataset.row);
  actions[button.dataset.do]();
});
onKeys(root, {
  keys: {
    Enter: "accept", a: "accept", e: "edit", r: "reject", s: "span", u: "undo", A: "accept-all",
    j: "forward", ArrowDown: "forward", k: "back", ArrowUp: "back",
    c: "confirm", p: "park", x: "reject-draft", n: "next", "?": "help",
  },
  isShut: () => dialogs.isOpen,
  act: (name) => actions[name](),
  choose: (number) => rows.choose(number),
  sayKeys: (on) => say(on ? root.dataset.saidKeysOn : root.dataset.saidKeysOff),
});
rows.start();

// What was typed is kept nowhere until it is confirmed: leaving asks first.
let isSent = false;
document.addEventListener("submit", () => (isSent = true));
window.addEventListener("beforeunload", (event) => !isSent && rows.hasEdits && event.preventDefault());
