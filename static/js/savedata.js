// Whether the reader's browser asks to save data: no town names, shorter pages, nothing fetched ahead.

/** By the browser's own word, or by the header that the server saw. */
export function savesData(app) {
  return app.dataset.saveData !== undefined || Boolean(globalThis.navigator?.connection?.saveData);
}
