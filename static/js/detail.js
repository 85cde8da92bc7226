// One incident beside the map. The server writes the words; here they are only put in their place.

import { address } from "./page.js";
import { latestDocument } from "./requests.js";

export class Detail {
  /** `onShown({at: [lon, lat] | null, metres})` when an incident stands in the panel. */
  constructor(section, { onShown, onClose }) {
    this.section = section;
    this.body = section.querySelector("[data-body]");
    this.pageLink = section.querySelector("[data-page-link]");
    this.loading = section.querySelector("[data-loading]");
    this.missing = section.querySelector("[data-missing]");
    this.onShown = onShown;
    section.querySelector("[data-close]").addEventListener("click", onClose);
  }

  get isOpen() {
    return !this.section.hidden;
  }

  /** Opens an incident by id; `focus` moves the reader there. */
  async open(id, { focus = true } = {}) {
    const path = address("page", { id });
    this.section.hidden = false;
    this.pageLink.href = path;
    this.body.replaceChildren();
    this.missing.hidden = true;
    this.loading.hidden = false;
    if (focus) this.section.focus();
    const answer = await latestDocument("detail", path);
    if (answer === null) return;
    this.loading.hidden = true;
    const article = answer.querySelector("article.incident");
    this.missing.hidden = article !== null;
    if (article) this.place(document.adoptNode(article));
  }

  close() {
    this.section.hidden = true;
    this.body.replaceChildren();
  }

  place(article) {
    // The map page has a first heading already.
    const title = document.createElement("h2");
    title.className = "title";
    const heading = article.querySelector("h1");
    title.append(...heading.childNodes);
    heading.replaceWith(title);
    this.body.replaceChildren(article);
    const { longitude, latitude, radius, precision } = article.dataset;
    const at = longitude && latitude ? [Number(longitude), Number(latitude)] : null;
    this.onShown({ at, metres: precision === "settlement" ? 0 : Number(radius) || 0 });
  }
}
