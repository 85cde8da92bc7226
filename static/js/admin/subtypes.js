// Sub-event types: only those of the chosen event type can be picked.

const OF_EVENT = {
  battles: ["armed_clash", "government_regains_territory", "non_state_actor_overtakes_territory"],
  explosions_remote_violence: [
    "chemical_weapon", "air_drone_strike", "suicide_bomb", "shelling_artillery_missile_attack",
    "remote_explosive_landmine_ied", "grenade",
  ],
  violence_against_civilians: ["sexual_violence", "attack", "abduction_forced_disappearance"],
  protests: ["peaceful_protest", "protest_with_intervention", "excessive_force_against_protesters"],
  riots: ["violent_demonstration", "mob_violence"],
  strategic_developments: [
    "agreement", "arrests", "change_to_group_activity", "disrupted_weapons_use", "headquarters_or_base_established",
    "looting_property_destruction", "non_violent_transfer_of_territory", "other",
  ],
};

export const subTypesOf = (eventType) => OF_EVENT[eventType] ?? null;

export function narrowSubTypes(page) {
  const events = page.querySelector("#id_event_type");
  const subTypes = page.querySelector("#id_sub_event_type");
  if (!events || !subTypes) return;
  const narrow = () => {
    const allowed = subTypesOf(events.value);
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
