// Sub-event types: only those of the chosen event type can be picked.

/** Works on the desk's form, or on other inputs named by selectors. */
export function narrowSubTypes(page, { events: first = "#id_event_type", subTypes: second = "#id_sub_event_type" } = {}) {
  const events = page.querySelector(first);
  const subTypes = page.querySelector(second);
  if (!events || !subTypes) return;
  const ofEvent = JSON.parse(subTypes.dataset.ofEvent);
  const narrow = () => {
    const allowed = ofEvent[events.value];
    for (const option of subTypes.options) {
      const fits = !option.value || !allowed || allowed.includes(option.value);
      option.hidden = !fits;
      option.disabled = !fits;
      if (!fits && option.selected) subTypes.value = "";
    }
  };
  events.addEventListener("change", narrow);
  narrow();
}
