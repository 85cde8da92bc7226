// What went wrong, said where the reader looks: loading, refused, connection lost and found again.

import { connection, Refused } from "./requests.js";
import { say } from "./texts.js";

export class Notices {
  constructor(app, { onRetry }) {
    this.app = app;
    this.line = app.querySelector("[data-notice]");
    this.text = this.line.querySelector("[data-notice-text]");
    this.retry = this.line.querySelector("[data-retry]");
    this.retry.addEventListener("click", onRetry);
    this.open = 0;
    connection.addEventListener("lost", () => this.show(say("connection_lost", { time: this.loadedAt() })));
    connection.addEventListener("found", () => this.hide());
  }

  /** Marks the page as busy until the promise settles; says a refusal, throws nothing on. */
  async during(promise) {
    this.busy(1);
    try {
      const answer = await promise;
      if (answer !== null) this.loaded = new Date();
      return answer;
    } catch (error) {
      if (!(error instanceof Refused)) throw error;
      const reasons = error.problems.map(({ parameter, message }) => say("labelled", { name: parameter, text: message }));
      this.show([say("refused"), ...reasons].join(" "), { retry: true });
      return null;
    } finally {
      this.busy(-1);
    }
  }

  show(text, { retry = false } = {}) {
    this.text.textContent = text;
    this.retry.hidden = !retry;
    this.line.hidden = false;
  }

  hide() {
    this.line.hidden = true;
  }

  busy(step) {
    this.open += step;
    this.app.setAttribute("aria-busy", String(this.open > 0));
  }

  loadedAt() {
    const time = this.loaded ?? new Date();
    return time.toLocaleTimeString(document.documentElement.lang, { hour: "2-digit", minute: "2-digit" });
  }
}
