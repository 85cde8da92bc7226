// The panel of possible duplicates: fetched once the page stands. The server has escaped what it holds.
import { latestDocument } from "../requests.js";

export async function showDuplicates(root) {
  const panel = root.querySelector(".review-duplicates");
  if (!panel) return;
  const found = await latestDocument("duplicates", panel.dataset.fetch);
  if (found?.querySelector(".duplicates")) {
    panel.replaceChildren(...found.body.childNodes);
    return;
  }
  const said = document.createElement("p");
  said.className = "quiet";
  said.textContent = panel.dataset.failed;
  panel.replaceChildren(said);
}
