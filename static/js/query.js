// The selection as a query string: API filters, and the page's own frame and opened incident.

/** The filters that the page, the API, the exports and the feeds share. `bbox` is the frame's. */
export const FILTERS = [
  "near", "area", "country", "region", "place", "actor", "type", "subtype", "weapon", "since", "until",
  "min_killed", "killed_group", "civilian_targeting", "community", "risk", "sector", "attribution", "verification",
  "geo_precision", "source", "external_id", "synthetic", "q", "sort",
];
const EVERYWHERE = "everywhere";
/** What colours the map: symbols of incidents, or whole regions by one of three measures. */
export const COLOURS = ["symbols", "count", "killed", "change"];
const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/**
 * {filters: {name: [values]}, frame: {lon, lat, zoom} | null, box: [w, s, e, n] | null, incident: id | null,
 * everywhere: whether the list also holds what the map does not show, allDays: whether no dates means all of them,
 * colour: one of COLOURS} of a query string. Names in `refused` are left out; what cannot be read is left out.
 */
export function parse(search, refused = new Set()) {
  const given = new URLSearchParams(search);
  const filters = {};
  for (const name of FILTERS) {
    const values = given.getAll(name).filter((value) => value.trim() !== "");
    if (values.length && !refused.has(name)) filters[name] = values;
  }
  const incident = given.get("incident");
  return {
    filters,
    frame: frameOf(given),
    box: boxOf(given.get("bbox")),
    incident: UUID.test(incident ?? "") ? incident : null,
    everywhere: given.get("tab") === EVERYWHERE,
    allDays: given.get("all") === "1",
    colour: COLOURS.includes(given.get("colour")) ? given.get("colour") : COLOURS[0],
  };
}

/** The query string (no "?") of a selection, in a fixed order so that equal selections have equal links. */
export function format({ filters, frame = null, incident = null, everywhere = false, colour = COLOURS[0] }) {
  const query = filterQuery(filters);
  // Without any date the server opens on its latest days; "all days" has to be said.
  if (!filters.since && !filters.until) query.set("all", "1");
  if (frame) {
    query.set("lon", frame.lon.toFixed(4));
    query.set("lat", frame.lat.toFixed(4));
    query.set("zoom", String(frame.zoom));
  }
  if (everywhere) query.set("tab", EVERYWHERE);
  if (colour !== COLOURS[0]) query.set("colour", colour);
  if (incident) query.set("incident", incident);
  // Commas and colons are legal in a query string; a readable link is easier to trust.
  return query.toString().replaceAll("%2C", ",").replaceAll("%3A", ":");
}

/** URLSearchParams of the filters, with the box [w, s, e, n] where one is given. */
export function filterQuery(filters, box = null) {
  const query = new URLSearchParams();
  for (const name of FILTERS) for (const value of filters[name] ?? []) query.append(name, value);
  if (box) query.set("bbox", box.join(","));
  return query;
}

function frameOf(given) {
  const [lon, lat, zoom] = ["lon", "lat", "zoom"].map((name) => Number.parseFloat(given.get(name)));
  const onGlobe = Math.abs(lon) <= 180 && Math.abs(lat) <= 85;
  return onGlobe && zoom >= 0 && zoom <= 22 ? { lon, lat, zoom: Math.round(zoom) } : null;
}

function boxOf(text) {
  const numbers = (text ?? "").split(",").map(Number);
  const [west, south, east, north] = numbers;
  const readable = numbers.length === 4 && numbers.every(Number.isFinite);
  return readable && west < east && south < north ? numbers : null;
}
