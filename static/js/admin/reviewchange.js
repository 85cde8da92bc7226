// A change of an incident by keyboard: accept, reject with a reason, next.
import { onKeys } from "./reviewkeys.js";

const root = document.getElementById("review-change");
const press = (step) => root.querySelector(`button[value=${step}]`)?.click();
const reason = document.getElementById("review-reason");

onKeys(root, {
  keys: { a: "accept", x: "reject", n: "next" },
  isShut: () => false,
  act: (name) => {
    if (name === "next") location.assign(root.dataset.next);
    // A rejection needs its reason first.
    else if (name === "reject" && reason && !reason.value.trim()) reason.focus();
    else press(name);
  },
  choose: null,
  sayKeys: () => {},
});
