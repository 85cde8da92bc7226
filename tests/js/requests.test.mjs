import assert from "node:assert/strict";
import test, { beforeEach } from "node:test";

globalThis.window = new EventTarget();
const { connection, latest, Refused } = await import("../../static/js/requests.js");

const waiting = [];
beforeEach(() => {
  waiting.length = 0;
  globalThis.fetch = (url, { signal }) =>
    new Promise((resolve, reject) => {
      signal.addEventListener("abort", () => reject(new DOMException("aborted", "AbortError")));
      waiting.push({ url, resolve: (body, status = 200) => resolve(Response.json(body, { status })), reject });
    });
});

test("a newer request of a channel takes the place of the older one", async () => {
  const older = latest("map", "/one");
  const newer = latest("map", "/two");
  waiting[1].resolve({ total: 2 });
  assert.equal(await older, null);
  assert.deepEqual(await newer, { total: 2 });
});

test("channels do not disturb each other", async () => {
  const map = latest("map", "/map");
  const list = latest("list", "/list");
  waiting[0].resolve({ total: 1 });
  waiting[1].resolve({ results: [] });
  assert.deepEqual([await map, await list], [{ total: 1 }, { results: [] }]);
});

test("a refusal carries what the server says is wrong", async () => {
  const asked = latest("map", "/map?type=x");
  waiting[0].resolve({ title: "Bad parameters", errors: [{ parameter: "type", message: "unknown" }] }, 400);
  await assert.rejects(asked, (error) => {
    assert.equal(error instanceof Refused, true);
    assert.deepEqual([error.status, error.problems], [400, [{ parameter: "type", message: "unknown" }]]);
    return true;
  });
});

test("no wait leaves a listener behind", async () => {
  const listening = [];
  const { addEventListener: add, removeEventListener: remove } = window;
  window.addEventListener = (kind, listener, options) => (listening.push(listener), add.call(window, kind, listener, options));
  window.removeEventListener = (kind, listener) => (listening.splice(listening.indexOf(listener), 1), remove.call(window, kind, listener));
  const asked = latest("map", "/map");
  waiting[0].reject(new TypeError("Failed to fetch"));
  await new Promise((resolve) => setTimeout(resolve, 10));
  assert.equal(listening.length, 1);
  await new Promise((resolve) => setTimeout(resolve, 1100)); // the first wait is a second
  waiting[1].resolve({ total: 3 });
  await asked;
  Object.assign(window, { addEventListener: add, removeEventListener: remove });
  assert.deepEqual(listening, []);
});

test("a lost connection is told once, tried again when the network is back, and told as found", async () => {
  const told = [];
  for (const kind of ["lost", "found"]) connection.addEventListener(kind, () => told.push(kind));
  const asked = latest("map", "/map");
  waiting[0].reject(new TypeError("Failed to fetch"));
  await new Promise((resolve) => setTimeout(resolve, 10));
  window.dispatchEvent(new Event("online"));
  await new Promise((resolve) => setTimeout(resolve, 10));
  waiting[1].resolve({ total: 3 });
  assert.deepEqual(await asked, { total: 3 });
  assert.deepEqual(told, ["lost", "found"]);
});
