// The dialogs of the review screen: reasons, and the list of keys. The browser keeps the focus in them and gives
// it back.

export class Dialogs {
  constructor(root) {
    this.dialogs = new Map([...root.querySelectorAll("dialog")].map((dialog) => [dialog.id.replace("review-", ""), dialog]));
    for (const dialog of this.dialogs.values()) {
      dialog.querySelector("[data-do=close]").addEventListener("click", (event) => (event.stopPropagation(), dialog.close()));
    }
  }

  get isOpen() {
    return [...this.dialogs.values()].some((dialog) => dialog.open);
  }

  open(name) {
    this.dialogs.get(name)?.showModal();
  }
}
