// On a phone one view at a time stands below the map; on a wide screen all of them show, and the rail may fold.

import { Drawer } from "./drawer.js";

const FOLDED = "rail-folded"; // remembered by the browser, not by the link: it is the reader's desk, not the selection

export class Views {
  constructor(app) {
    this.app = app;
    this.drawer = new Drawer(app, app.querySelector(".views"));
    this.buttons = [...app.querySelectorAll("[data-view]")];
    for (const button of this.buttons) button.addEventListener("click", () => this.show(button.dataset.view));
    const fold = app.querySelector("[data-fold]");
    this.fold(fold, remembered());
    fold.addEventListener("click", () => this.fold(fold, !app.classList.contains("is-folded")));
    this.put("list");
  }

  show(name) {
    this.put(name);
    this.drawer.open();
  }

  put(name) {
    this.app.dataset.shows = name;
    for (const button of this.buttons) button.setAttribute("aria-pressed", String(button.dataset.view === name));
  }

  /** The tab of the detail is there only while an incident is open. */
  offerDetail(isOpen) {
    this.app.classList.toggle("has-detail", isOpen);
    this.app.querySelector("[data-view=detail]").hidden = !isOpen;
    if (isOpen) this.show("detail");
    else if (this.app.dataset.shows === "detail") this.show("list");
  }

  fold(button, folded) {
    this.app.classList.toggle("is-folded", folded);
    button.setAttribute("aria-expanded", String(!folded));
    remember(folded);
  }
}

// A browser may forbid its storage; then nothing is remembered.
function remembered() {
  try {
    return window.localStorage.getItem(FOLDED) === "yes";
  } catch {
    return false;
  }
}

function remember(folded) {
  try {
    window.localStorage.setItem(FOLDED, folded ? "yes" : "no");
  } catch {
    // nothing to be done
  }
}
