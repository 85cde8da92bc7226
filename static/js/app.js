// The map page: one selection, three views of it, and the wires between them.

import { showChips } from "./chips.js";
import { showCounts } from "./countline.js";
import { Crowd } from "./crowd.js";
import { Detail } from "./detail.js";
import { Filters } from "./filters.js";
import { goTo } from "./goto.js";
import { IncidentMap } from "./incidentmap.js";
import { List } from "./list.js";
import { Notices } from "./notices.js";
import { address, page, refused } from "./page.js";
import { RegionView } from "./regionview.js";
import { latest } from "./requests.js";
import { savesData } from "./savedata.js";
import { Selection } from "./state.js";
import { learnFromDocument, say, sayCount } from "./texts.js";
import { Timeline } from "./timeline.js";
import { Toolbox } from "./toolbox.js";
import { copyLink, exportLinks, exportSize, printPage, saveView } from "./tools.js";
import { Views } from "./views.js";

const PANNING_PAUSE = 150;
const part = (name) => document.querySelector(`[data-part=${name}]`);
const app = document.getElementById("app");
const sparing = savesData(app);
const PAGE_SIZE = sparing ? 20 : 50;

learnFromDocument();
const selection = new Selection({ defaults: page.defaults, refused });
const notices = new Notices(app, { onRetry: () => (refresh(), loadRegions()) });
const views = new Views(app);
const filters = new Filters(part("filters"), { onChange: (changes) => selection.filter(changes) });

// The lines above the map take their height first, so that the map is measured once.
app.classList.add("is-live");
showSelection();
const map = new IncidentMap(document.getElementById("map"), {
  page,
  frame: selection.frame,
  frameBox: selection.box,
  onMove: (frame, box) => selection.moveTo(frame, box),
  onOpen: (id) => selection.open(id),
  onOnePlace: (feature) => showCrowd(feature),
});
const timeline = new Timeline(part("timeline"), {
  onBrush: ({ since, until }) => selection.filter({ since: [since], until: [until] }),
  onWindow: () => loadTimeline(),
});
const list = new List(part("list"), { onOpen: (id) => selection.open(id), onMore: (url) => loadMore(url), ahead: !sparing });
const detail = new Detail(part("detail"), {
  onShown: ({ at, metres }) => {
    map.select(at, metres);
    if (at) map.reveal(at);
  },
  onClose: () => close(),
});
const crowd = new Crowd(map, { onOpen: (id) => selection.open(id) });
const toolbox = new Toolbox(part("tools"), map, { onFilter: (found) => selection.filter(found), centre: () => centre() });
const basemap = latest("basemap", address("basemap"));
let known = [];
const outlines = () => basemap.then((collection) => collection?.features ?? []);
const regionView = new RegionView(part("colour"), {
  incidentMap: map,
  legend: part("regions"),
  outlines,
  onColour: (colour) => selection.colourBy(colour),
  onRegion: (code) => selection.filter({ region: toggled(selection.filters.region, code) }),
});

async function loadMap() {
  const query = selection.parameters();
  query.set("zoom", String(selection.frame.zoom));
  const answer = await notices.during("map", latest("map", address("map", { query })));
  if (!answer) return;
  notices.hide("crowd");
  crowd.fold();
  map.show(answer.features);
  showCounts(part("counts"), answer);
  counted = answer;
  showSizes();
}

let counted = { total: null, in_frame: null };
function showSizes() {
  const size = selection.everywhere ? counted.total : counted.in_frame;
  if (size === null) return;
  list.ofTotal(size);
  exportSize(part("export"), size);
}

async function loadTimeline() {
  const [since, until] = [selection.filters.since?.[0], selection.filters.until?.[0]];
  const days = since && until ? { since, until } : null;
  const asked = days ? timeline.windowOf(days) : {};
  const answer = await notices.during("timeline", latest("timeline", address("timeline", { query: selection.parameters(asked) })));
  if (!answer) return;
  // An open end of the selection is where the data end.
  if (!days && answer.first) timeline.windowOf({ since: since ?? answer.first, until: until ?? answer.last });
  timeline.show(answer);
}

async function loadList() {
  const query = selection.parameters({ inFrame: !selection.everywhere, inOrder: true });
  query.set("limit", String(PAGE_SIZE));
  if (query.get("sort") === "nearest") query.set("near_to", centre().join(","));
  const answer = await notices.during("list", latest("list", address("incidents", { query })));
  if (!answer) return;
  notices.hide("more");
  list.show(answer);
}

async function loadMore(url) {
  // On a channel of its own, so that a page of the old list never takes the place of a new list.
  const answer = await notices.during("more", latest("more", url));
  if (!answer) list.missed();
  else if (list.next === url) list.show(answer, { append: true });
}

function loadRegions() {
  return notices.during("regions", regionView.show(selection));
}

function refresh() {
  loadMap();
  loadTimeline();
  loadList();
  showSelection();
}

function showSelection() {
  filters.show(selection.filters);
  showChips(part("chips"), selection.filters, {
    labels: namesOfCodes(),
    onRemove: (name, value) => selection.filter({ [name]: selection.filters[name].filter((other) => other !== value) }),
  });
  for (const hint of document.querySelectorAll("[data-reversed]")) hint.hidden = hint.dataset.reversed !== String(selection.isReversed());
  exportLinks(selection.parameters({ inFrame: !selection.everywhere }));
  document.querySelector("[data-everywhere]").setAttribute("aria-pressed", String(selection.everywhere));
}

// What the form calls its codes, such as countries and regions.
function namesOfCodes() {
  const options = part("filters").querySelectorAll("option[value], input[type=checkbox]");
  return new Map(
    Array.from(options, (field) => {
      const select = field.closest("select");
      const name = select?.name ?? field.name;
      return [`${name}=${field.value}`, (select ? field : field.labels[0].lastElementChild).textContent.trim()];
    }),
  );
}

let shapes = null;
async function showShapes() {
  if (!shapes && !selection.filters.area && !selection.filters.near) return;
  shapes ??= import("./shapes.js").then(({ Shapes }) => new Shapes(map.map));
  (await shapes).show(selection.filters);
}

let readout = null;
async function showReadout(button) {
  const wanted = button.getAttribute("aria-pressed") !== "true";
  button.setAttribute("aria-pressed", String(wanted));
  part("readout").hidden = !wanted;
  readout ??= import("./readout.js").then(({ Readout }) => new Readout(map.map, part("readout")));
  await readout;
}

function showCrowd(feature) {
  const { count } = feature.properties;
  if (crowd.fits(count)) return notices.during("crowd", crowd.open(feature, selection.parameters()));
  notices.show("crowd", sayCount("crowd", count));
  views.show("list");
  return list.focus();
}

function centre() {
  const { lon, lat } = selection.frame;
  return [lon, lat];
}

function toggled(values = [], value) {
  return values.includes(value) ? values.filter((other) => other !== value) : [...values, value];
}

function close() {
  const { incident } = selection;
  selection.open(null);
  list.focus(incident);
}

function showIncident({ focus }) {
  list.select(selection.incident);
  views.offerDetail(selection.incident !== null);
  if (selection.incident) detail.open(selection.incident, { focus });
  else {
    detail.close();
    map.select(null);
  }
}

// Busy from the change on, not only from the request on: nobody should read old numbers as new.
let timer = null;
function refreshAfter(pause) {
  if (timer === null) notices.busy(1);
  clearTimeout(timer);
  timer = setTimeout(() => {
    timer = null;
    refresh();
    notices.busy(-1);
  }, pause);
}

selection.addEventListener("change", ({ detail: what }) => {
  if (what.frame && what.restored) {
    const { lon, lat, zoom } = selection.frame;
    map.goTo([lon, lat], zoom);
  }
  if (what.filters) {
    document.querySelector("[data-period-note]")?.remove();
    showShapes();
  }
  if (what.filters || what.frame) refreshAfter(what.filters ? 0 : PANNING_PAUSE);
  if (what.filters || what.colour) loadRegions();
  if (what.list) {
    loadList();
    showSelection();
    showSizes();
  }
  if (what.incident) showIncident({ focus: !what.restored });
});

document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape" || event.defaultPrevented) return;
  if (!crowd.fold() && selection.incident) close();
});
copyLink(document.querySelector("[data-copy]"));
printPage(document.querySelector("[data-print]"));
saveView(document.querySelector("[data-save-view]"));
goTo(document.getElementById("go-to"), {
  onPlace: (at, zoom) => map.goTo(at, zoom),
  onBox: (box) => map.goToBox(box),
  features: () => known,
});
document.querySelector("[data-coordinates]").addEventListener("click", (event) => showReadout(event.currentTarget));
document.querySelector("[data-everywhere]").addEventListener("click", () => selection.list(!selection.everywhere));
document.querySelector("[data-clear]").addEventListener("click", () => {
  const none = Object.fromEntries(Object.keys(selection.filters).map((name) => [name, null]));
  selection.filter({ ...none, since: selection.filters.since, until: selection.filters.until });
});

// The frame is known only now that the map has its size.
Object.assign(selection, { frame: map.frame(), box: map.box() });
refresh();
loadRegions();
showShapes();
if (selection.incident) showIncident({ focus: false });
basemap.then((collection) => {
  if (!collection) return;
  known = collection.features;
  map.background(collection, { named: !sparing });
});
if (sparing) Object.assign(part("saving"), { textContent: say("saving_data"), hidden: false });
