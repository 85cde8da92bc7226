// Reading from the server: a newer request of the same channel cancels the older one.

const PAUSES = [1000, 2000, 4000, 8000, 15000];
const running = new Map();

/** Dispatches "lost" when the server cannot be reached and "found" when it answers again. */
export const connection = new EventTarget();
let lost = false;

/** The server understood us and said no. `problems` is [{parameter, message}]. */
export class Refused extends Error {
  constructor(status, body) {
    super(body?.title ?? `HTTP ${status}`);
    this.status = status;
    this.problems = body?.errors ?? [];
  }
}

/**
 * JSON of an address. Null when a newer request of the channel took its place.
 * Tries again for as long as the connection is away; throws Refused on an error status.
 */
export async function latest(channel, url) {
  const answer = await latestAnswer(channel, url, "application/json");
  if (answer === null) return null;
  const body = await answer.json().catch(() => null);
  if (!answer.ok) throw new Refused(answer.status, body);
  return body;
}

/** The HTML document at an address; any status is an answer. Null when superseded. */
export async function latestDocument(channel, url) {
  const answer = await latestAnswer(channel, url, "text/html");
  return answer && new DOMParser().parseFromString(await answer.text(), "text/html");
}

async function latestAnswer(channel, url, accept) {
  running.get(channel)?.abort();
  const controller = new AbortController();
  running.set(channel, controller);
  for (let attempt = 0; ; attempt += 1) {
    try {
      const answer = await fetch(url, { headers: { Accept: accept }, signal: controller.signal });
      reached(true);
      return controller.signal.aborted ? null : answer;
    } catch (error) {
      if (controller.signal.aborted) return null;
      if (!(error instanceof TypeError)) throw error; // fetch reports a dead network as TypeError
      reached(false);
      await pause(PAUSES[Math.min(attempt, PAUSES.length - 1)]);
      if (controller.signal.aborted) return null;
    }
  }
}

function reached(answered) {
  if (answered !== lost) return;
  lost = !answered;
  connection.dispatchEvent(new Event(lost ? "lost" : "found"));
}

// The browser's own "online" event ends the wait at once.
function pause(milliseconds) {
  return new Promise((resolve) => {
    const end = () => {
      clearTimeout(timer);
      window.removeEventListener("online", end);
      resolve();
    };
    const timer = setTimeout(end, milliseconds);
    window.addEventListener("online", end);
  });
}
