// Sub-event types: only those of the chosen event type can be picked.

export function narrowSubTypes(page) {
  const events = page.querySelector("#id_event_type");
  const subTypes = page.querySelector("#id_sub_event_type");
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
