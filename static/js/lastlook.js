// How far a reader without an account has looked: the number of a change, kept by this browser alone.

const KEY = "changes-seen";

/** The number up to which this browser has looked; null when it never did, or keeps nothing. */
export function lastLook(storage = globalThis.localStorage) {
  try {
    const text = storage.getItem(KEY) ?? "";
    return /^\d{1,18}$/.test(text) ? Number(text) : null;
  } catch {
    return null; // storage is switched off
  }
}

/** Keeps the number; false when the browser keeps nothing. */
export function keepLook(number, storage = globalThis.localStorage) {
  try {
    storage.setItem(KEY, String(number));
    return true;
  } catch {
    return false;
  }
}
