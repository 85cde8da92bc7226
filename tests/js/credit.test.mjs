import assert from "node:assert/strict";
import test from "node:test";
import { addCredit } from "../../static/js/credit.js";

test("a credit reaches the map as what a document makes of plain text", () => {
  const added = [];
  const attributionControl = { setPrefix: () => attributionControl, addAttribution: (markup) => added.push(markup) };
  // What an element of a browser does with its text.
  const element = { set textContent(text) { this.innerHTML = text.replaceAll("&", "&amp;").replaceAll("<", "&lt;"); } };
  globalThis.document = { createElement: () => element };
  addCredit({ attributionControl }, "Ours & <b>theirs");
  assert.deepEqual(added, ["Ours &amp; &lt;b>theirs"]);
});
