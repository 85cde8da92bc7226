// Evidence in the report's text and the fields that rest on it: each leads to the other.

// The form's field for the field that a piece of evidence names.
const INPUTS = {
  event_type: "#id_event_type",
  sub_event_type: "#id_sub_event_type",
  date: "#id_date_start",
  place: "#id_place",
  country: "#id_stated_region",
  casualties: "#estimates-group",
  actors: "#involvements-group",
  civilian_targeting: "#id_civilian_targeting",
};

const groupOf = (field) => field.split(".")[0];

// A field itself, or the first input that can be seen in a table of rows.
function inputOf(target) {
  if (target.matches("input,select")) return target;
  return [...target.querySelectorAll("input,select")].find((input) => input.type !== "hidden" && input.offsetParent);
}

export function linkEvidence(page) {
  const marks = [...page.querySelectorAll("mark.evidence")];
  for (const mark of marks) {
    const selector = INPUTS[groupOf(mark.dataset.fields.split(" ")[0])];
    const target = selector && page.querySelector(selector);
    if (!target) continue;
    const go = () => {
      target.scrollIntoView({ block: "center" });
      inputOf(target)?.focus();
    };
    mark.addEventListener("click", go);
    mark.addEventListener("keydown", (event) => {
      if (event.key === "Enter") {
        event.preventDefault();
        go();
      }
    });
  }
  for (const [group, selector] of Object.entries(INPUTS)) {
    const target = page.querySelector(selector);
    if (!target) continue;
    const show = (on) => {
      for (const mark of marks) {
        const belongs = mark.dataset.fields.split(" ").some((field) => groupOf(field) === group);
        mark.classList.toggle("is-linked", on && belongs);
      }
    };
    target.addEventListener("focusin", () => show(true));
    target.addEventListener("focusout", () => show(false));
  }
}
