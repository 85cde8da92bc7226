// The page of an export that a worker makes: asks how far it is, ever less often, and loads the page anew when it is done.

const FIRST = 1000; // milliseconds before the first question
const LONGEST = 15_000;
const GROWTH = 1.5;

const line = document.querySelector("[data-export]");
let pause = FIRST;

async function ask() {
  try {
    const answer = await fetch(line.dataset.export, { headers: { Accept: "application/json" } });
    if (answer.ok) show(await answer.json());
    else if (answer.status === 404 || answer.status === 410) window.location.reload();
    else pause = LONGEST; // too many questions, or nobody is there for the moment
  } catch {
    pause = LONGEST;
  }
  setTimeout(ask, pause);
  pause = Math.min(pause * GROWTH, LONGEST);
}

function show(found) {
  if (found.state !== line.dataset.state) window.location.reload();
  const bar = line.querySelector("progress");
  bar.max = Math.max(1, found.rows_in_all);
  bar.value = found.rows_done;
  line.querySelector("[data-done]").textContent = String(found.rows_done);
  line.querySelector("[data-all]").textContent = String(found.rows_in_all);
}

setTimeout(ask, pause);
