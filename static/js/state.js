// The selection: filters, frame and opened incident. It lives in the address bar and in nothing else.

import { filterQuery, format, parse } from "./query.js";

/**
 * Dispatches "change" with detail = {filters, frame, incident, list, colour}: true for each part that changed.
 * Filters and incidents make a step of the history; moving the frame only rewrites the present step.
 */
export class Selection extends EventTarget {
  constructor({ defaults, refused }) {
    super();
    this.refused = refused;
    this.defaults = defaults;
    // The dates are written out, so that a shared link means the same next month.
    Object.assign(this, this.read());
    window.addEventListener("popstate", () => this.restore());
  }

  read() {
    const read = parse(window.location.search, this.refused);
    const dated = read.filters.since || read.filters.until;
    if (!dated && !read.allDays && this.defaults?.since) {
      read.filters.since = [this.defaults.since];
      read.filters.until = [this.defaults.until];
    }
    return read;
  }

  /** Sets the named filters; an empty list or null takes one away. */
  filter(changes) {
    const filters = { ...this.filters };
    for (const [name, values] of Object.entries(changes)) {
      if (values?.length) filters[name] = values;
      else delete filters[name];
    }
    if (same(filters, this.filters)) return;
    this.filters = filters;
    this.refused.clear();
    this.write("pushState");
    this.tell({ filters: true });
  }

  /** The map shows this: {lon, lat, zoom} and the box [w, s, e, n]. */
  moveTo(frame, box) {
    if (same(box, this.box) && same(frame, this.frame)) return;
    this.frame = frame;
    this.box = box;
    this.write("replaceState");
    this.tell({ frame: true });
  }

  /** Opens an incident by id, or closes with null. */
  open(incident) {
    if (incident === this.incident) return;
    this.incident = incident;
    this.write("pushState");
    this.tell({ incident: true });
  }

  /** Whether the list also holds what lies outside the frame or has no public place. */
  list(everywhere) {
    if (everywhere === this.everywhere) return;
    this.everywhere = everywhere;
    this.write("pushState");
    this.tell({ list: true });
  }

  /** Colours the map by one of COLOURS. */
  colourBy(colour) {
    if (colour === this.colour) return;
    this.colour = colour;
    this.write("pushState");
    this.tell({ colour: true });
  }

  /** The selected days {since, until} when both ends are given, else null. */
  days() {
    const [since, until] = [this.filters.since?.[0], this.filters.until?.[0]];
    return since && until ? { since, until } : null;
  }

  /** Whether the first day is after the last: then no incident can match. */
  isReversed() {
    const days = this.days();
    return days !== null && days.since > days.until;
  }

  /** Parameters for the API: all filters; with `inFrame` the frame too, with `inOrder` the order of the list. */
  parameters({ inFrame = true, inOrder = false, since = null, until = null } = {}) {
    const filters = { ...this.filters };
    if (!inOrder) delete filters.sort;
    if (since) Object.assign(filters, { since: [since], until: [until] });
    return filterQuery(filters, inFrame ? this.box : null);
  }

  restore() {
    const before = { filters: this.filters, frame: this.frame, incident: this.incident, everywhere: this.everywhere, colour: this.colour };
    const { filters, frame, incident, everywhere, colour } = this.read();
    Object.assign(this, { filters, incident, everywhere, colour, frame: frame ?? this.frame });
    this.tell({
      colour: before.colour !== colour,
      list: before.everywhere !== everywhere,
      filters: !same(before.filters, filters),
      frame: frame !== null && !same(before.frame, frame),
      incident: before.incident !== incident,
      restored: true,
    });
  }

  write(method) {
    window.history[method](null, "", `?${format(this)}`);
  }

  tell(what) {
    this.dispatchEvent(new CustomEvent("change", { detail: what }));
  }
}

function same(one, other) {
  return JSON.stringify(one) === JSON.stringify(other);
}
