import assert from "node:assert/strict";
import test from "node:test";
import { speakEnglish } from "./sentences.mjs";

globalThis.window = new EventTarget();
const { Notices } = await import("../../static/js/notices.js");
const { connection, Refused } = await import("../../static/js/requests.js");
speakEnglish();

const REFUSED = "The server did not accept this selection.";
const BUSY = "The server is busy and gave no answer. Please try again in a moment.";

function page() {
  const parts = { "[data-notice-text]": { textContent: "" }, "[data-retry]": { hidden: true, addEventListener() {} } };
  const line = { hidden: true, querySelector: (name) => parts[name] };
  const notices = new Notices({ querySelector: () => line, setAttribute() {} }, { onRetry() {} });
  return { notices, read: () => (line.hidden ? null : parts["[data-notice-text]"].textContent) };
}

const refusal = (status) => Promise.reject(new Refused(status, null));

for (const [status, sentence] of [[400, REFUSED], [404, REFUSED], [429, BUSY], [502, BUSY], [503, BUSY], [504, BUSY]]) {
  test(`an answer of status ${status} is told as "${sentence}"`, async () => {
    const { notices, read } = page();
    assert.equal(await notices.during("map", refusal(status)), null);
    assert.equal(read(), sentence);
  });
}

test("an answer takes back what was said of its own channel only", async () => {
  const { notices, read } = page();
  await notices.during("timeline", refusal(400));
  await notices.during("map", Promise.resolve({}));
  assert.equal(read(), REFUSED);
  await notices.during("timeline", Promise.resolve({}));
  assert.equal(read(), null);
});

test("what was said before is read again when the newer is taken back", async () => {
  const { notices, read } = page();
  await notices.during("timeline", refusal(400));
  await notices.during("map", refusal(503));
  assert.equal(read(), BUSY);
  notices.hide("map");
  assert.equal(read(), REFUSED);
});

test("an answer that a newer request made useless takes nothing back", async () => {
  const { notices, read } = page();
  await notices.during("map", refusal(503));
  await notices.during("map", Promise.resolve(null));
  assert.equal(read(), BUSY);
});

test("the time of what is shown is told in 24 hours, in the language of the other formats", () => {
  const { notices, read } = page();
  notices.loaded = new Date(2018, 8, 30, 19, 5);
  connection.dispatchEvent(new Event("lost"));
  assert.equal(read(), "Connection lost. What you see was loaded at 19:05; trying again…");
  connection.dispatchEvent(new Event("found"));
  assert.equal(read(), null);
});
