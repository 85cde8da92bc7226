// The small tools around the views: copy the link, go to a place, downloads of the selection.

import { address } from "./page.js";
import { suggest } from "./suggest.js";
import { say } from "./texts.js";

const SAID_FOR = 2000;
const PLACE_ZOOM = 11;

/** Copies the address bar, which holds the whole selection. */
export function copyLink(button) {
  const name = button.textContent;
  button.addEventListener("click", async () => {
    await navigator.clipboard.writeText(window.location.href);
    button.textContent = say("copied");
    setTimeout(() => (button.textContent = name), SAID_FOR);
  });
}

/** A field that finds places by any of their names; `onPlace([lon, lat], zoom)` with the chosen one. */
export function goToPlace(input, { onPlace }) {
  suggest(input, {
    source: (text) => address("places", { query: new URLSearchParams({ q: text }) }),
    item: ({ name, admin2, admin1, country }) => ({
      value: name,
      text: name,
      note: [admin2, admin1, country].filter(Boolean).join(", "),
    }),
    onChoose: ({ text }, { longitude, latitude }) => {
      input.value = text;
      onPlace([longitude, latitude], PLACE_ZOOM);
    },
  });
}

/** Points the downloads at these parameters. */
export function exportLinks(query) {
  for (const link of document.querySelectorAll("[data-export]")) link.href = address(link.dataset.export, { query });
}
