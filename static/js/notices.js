// What went wrong, said where the reader looks: loading, refused, connection lost and found again.

import { connection, Refused } from "./requests.js";
import { locale, say } from "./texts.js";

const BUSY = [429, 502, 503, 504];

export class Notices {
  constructor(app, { onRetry }) {
    this.app = app;
    this.line = app.querySelector("[data-notice]");
    this.text = this.line.querySelector("[data-notice-text]");
    this.retry = this.line.querySelector("[data-retry]");
    this.retry.addEventListener("click", onRetry);
    this.open = 0;
    this.said = new Map();
    connection.addEventListener("lost", () => this.show("connection", say("connection_lost", { time: this.loadedAt() })));
    connection.addEventListener("found", () => this.hide("connection"));
  }

  /**
   * Marks the page as busy until the promise of the channel settles. Says a refusal, throws nothing on and gives
   * null; an answer takes back what was said of this channel, and of no other.
   */
  async during(channel, promise) {
    this.busy(1);
    try {
      const answer = await promise;
      if (answer === null) return null;
      this.loaded = new Date();
      this.hide(channel);
      return answer;
    } catch (error) {
      if (!(error instanceof Refused)) throw error;
      const reasons = error.problems.map(({ parameter, message }) => say("labelled", { name: parameter, text: message }));
      this.show(channel, [say(BUSY.includes(error.status) ? "busy" : "refused"), ...reasons].join(" "), { retry: true });
      return null;
    } finally {
      this.busy(-1);
    }
  }

  /** Says something of a channel in place of what was said of it before; the newest of all channels is read. */
  show(channel, text, { retry = false } = {}) {
    this.said.delete(channel);
    this.said.set(channel, { text, retry });
    this.write();
  }

  hide(channel) {
    if (this.said.delete(channel)) this.write();
  }

  write() {
    const newest = [...this.said.values()].at(-1);
    this.line.hidden = !newest;
    if (!newest) return;
    this.text.textContent = newest.text;
    this.retry.hidden = !newest.retry;
  }

  busy(step) {
    this.open += step;
    this.app.setAttribute("aria-busy", String(this.open > 0));
  }

  loadedAt() {
    const time = this.loaded ?? new Date();
    return time.toLocaleTimeString(locale(), { hour: "2-digit", minute: "2-digit", hourCycle: "h23" });
  }
}
