// The page of changes for readers without an account: their last look is a matter of this browser.

import { keepLook, lastLook } from "./lastlook.js";
import { address, page } from "./page.js";

const part = document.querySelector("[data-last-look]");

if (part) {
  const seen = lastLook();
  const since = part.querySelector("[data-since]");
  if (seen !== null) {
    since.href = address("changes", { query: new URLSearchParams({ since: String(seen) }) });
    since.hidden = new URLSearchParams(window.location.search).has("since");
  }
  part.querySelector("[data-mark-seen]").addEventListener("click", () => {
    part.querySelector("[data-noted]").hidden = !keepLook(page.latest);
  });
  part.hidden = false;
}
