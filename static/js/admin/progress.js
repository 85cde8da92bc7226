// The bar of an import that a worker is doing: asks how far it is, and loads the page anew when it is done.

const PAUSE = 1000; // milliseconds between two questions

const line = document.querySelector("[data-progress]");
const state = document.querySelector("[data-state]").dataset.state;

async function ask() {
  try {
    const answer = await fetch(line.dataset.progress, { headers: { Accept: "application/json" } });
    if (answer.ok) show(await answer.json());
  } catch {
    // The next question may be answered.
  }
  setTimeout(ask, PAUSE);
}

function show(found) {
  if (found.state !== state) location.reload();
  line.querySelector("progress").value = found.share;
  line.querySelector("[data-share]").textContent = String(found.share);
}

ask();
