// Who is to be credited for what a map shows.

/** Adds a credit to a Leaflet map as plain text: Leaflet itself would read it as HTML. */
export function addCredit(map, text) {
  const words = document.createElement("span");
  words.textContent = text;
  map.attributionControl.setPrefix("Leaflet").addAttribution(words.innerHTML);
}
