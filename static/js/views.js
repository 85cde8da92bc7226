// On a phone one view at a time stands below the map; on a wide screen all of them show.

const PHONE = window.matchMedia("(max-width: 52rem)");

export class Views {
  constructor(app) {
    this.app = app;
    this.buttons = [...app.querySelectorAll("[data-view]")];
    for (const button of this.buttons) button.addEventListener("click", () => this.show(button.dataset.view));
    const fold = app.querySelector("[data-fold]");
    fold.addEventListener("click", () => {
      const folded = app.classList.toggle("is-folded");
      fold.setAttribute("aria-expanded", String(!folded));
    });
    this.show("list");
  }

  get isPhone() {
    return PHONE.matches;
  }

  show(name) {
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
}
