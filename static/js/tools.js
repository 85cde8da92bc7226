// The small tools around the list: copy the link, print, keep the view, downloads of the selection.

import { address } from "./page.js";
import { say, sayCount } from "./texts.js";

const SAID_FOR = 2000;

/** Copies the address bar, which holds the whole selection. */
export function copyLink(button) {
  const name = button.textContent;
  button.addEventListener("click", async () => {
    await navigator.clipboard.writeText(window.location.href);
    button.textContent = say("copied");
    setTimeout(() => (button.textContent = name), SAID_FOR);
  });
}

/** Prints the page: map, legend, list, credit. */
export function printPage(button) {
  button.addEventListener("click", () => window.print());
}

/** Gives the form of saved views the address bar's query string at the moment it is sent. */
export function saveView(form) {
  form?.addEventListener("submit", () => {
    form.elements.query.value = window.location.search.replace(/^\?/, "");
  });
}

/** Points the downloads at these parameters. */
export function exportLinks(query) {
  for (const link of document.querySelectorAll("[data-export]")) link.href = address(link.dataset.export, { query });
}

/** Says how many incidents a download will hold. */
export function exportSize(element, count) {
  element.textContent = sayCount("export_holds", count);
}
