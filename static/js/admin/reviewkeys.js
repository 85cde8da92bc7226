// Single keys of the review screen. They are off while somebody types, while a dialog is open, and for who
// switched them off (assistive devices may send letters of their own).

const KEPT = "review-keys-off";

/**
 * Listens on the document. `keys` names an action by key, `act(name)` does it; `choose(n)` takes the digits 1-9;
 * `isShut()` tells whether something else has the keyboard; `sayKeys(on)` tells of a switch.
 */
export function onKeys(root, { keys, isShut, act, choose, sayKeys }) {
  const box = root.querySelector("[data-part=keys]");
  let on = localStorage.getItem(KEPT) !== "1";
  if (box) {
    box.checked = on;
    box.addEventListener("change", () => {
      on = box.checked;
      localStorage.setItem(KEPT, on ? "0" : "1");
      sayKeys(on);
    });
  }
  document.addEventListener("keydown", (event) => {
    if (!on || event.defaultPrevented || event.ctrlKey || event.altKey || event.metaKey || event.isComposing) return;
    if (isShut() || isTyping(event.target)) return;
    // Enter on a button, a link or a mark is the button's own; arrows belong to the text and the map.
    if (event.key === "Enter" && !event.target.matches("[data-row]")) return;
    if (event.key.startsWith("Arrow") && event.target.closest(".review-text, .leaflet-container")) return;
    const digit = /^[1-9]$/.test(event.key) && choose;
    if (!digit && !keys[event.key]) return;
    event.preventDefault();
    if (digit) choose(Number(event.key));
    else act(keys[event.key]);
  });
}

function isTyping(target) {
  if (target.closest("[data-part=editor]") || target.matches("textarea, select, [contenteditable]")) return true;
  return target.matches("input") && !["button", "submit", "hidden"].includes(target.type);
}
