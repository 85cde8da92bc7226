// Facts in words. Unknown is said as unknown, a range stays a range.

import { asDate } from "./days.js";
import { locale, number, say, sayCount } from "./texts.js";

/** "22 killed", "45–61 killed (best 52)", "at least 12 killed", "toll not stated". Figures may be null. */
export function toll({ low = null, best = null, high = null }) {
  if (low === null && best === null && high === null) return say("toll_unstated");
  if (low !== null && low === high) return low === 0 ? say("toll_none") : sayCount("killed", low);
  if (low !== null && high !== null) {
    const range = { low: number(low), high: number(high) };
    return best === null ? say("toll_range", range) : say("toll_range_best", { ...range, best: number(best) });
  }
  if (low !== null) return sayCount("toll_at_least", low);
  if (high !== null) return sayCount("toll_at_most", high);
  return sayCount("killed", best);
}

/** The toll of a flat row or of a map feature's properties. */
export function tollOf({ killed_low: low, killed_best: best, killed_high: high }) {
  return toll({ low, best, high });
}

/** A day, "30 Sep 2018". */
export function day(iso) {
  return written(dates("medium").formatToParts(asDate(iso)));
}

/** A month, "Sep 2018". */
export function month(iso) {
  return written(dates("short-month").formatToParts(asDate(iso)));
}

/** When it was: a day, a span, "once between … and …", or only the month or year that is known. */
export function when({ date_start: start, date_end: end, time_precision: precision, date_meaning: meaning }) {
  if (precision === "year") return say("year_only", { year: start.slice(0, 4) });
  if (precision === "month") return say("month_only", { month: dates("month").format(asDate(start)) });
  if (precision === "week") return say("week_of", { day: day(start) });
  if (!end || start === end) return day(start);
  if (meaning === "once_within") return say("once_between", { start: day(start), end: day(end) });
  return written(dates("medium").formatRangeToParts(asDate(start), asDate(end)));
}

/** Where it was, with what the point stands for; `region` is the name of the unit around it, where known. */
export function where({ place, geo_precision: precision, region = null }) {
  if (!place) return region ? say("place_somewhere", { place: region }) : say("place_unnamed");
  if (precision === "settlement") return place;
  // The radius belongs to the point, which may lie a way off the place: it is drawn, and not said of the place.
  if (precision === "near") return say("place_near", { place });
  if (precision === "road") return say("place_road", { place });
  return say("place_somewhere", { place });
}

/** Who did it, as one row says it; nobody named stays so. */
export function who({ perpetrator_name: name, attribution, claim_status: claim }) {
  if (!name) return say("by_nobody");
  const names = name.split(";").join(", ");
  const by = say(attribution === "stated" ? "by_stated" : attribution === "suspected" ? "by_suspected" : "by_unknown", {
    name: names,
  });
  return claim === "claimed" || claim === "denied" ? `${by}, ${say(`claim_${claim}`)}` : by;
}

const FIELDS = {
  medium: { day: "numeric", month: "short", year: "numeric" },
  month: { month: "long", year: "numeric" },
  "short-month": { month: "short", year: "numeric" },
};
const formats = new Map();
// As the server writes them: browsers have "Sept" in English, and no "1er" in French.
const WRITTEN = { en: { month: { Sept: "Sep" } }, fr: { day: { 1: "1er" } } };

function written(parts) {
  const ours = WRITTEN[locale().slice(0, 2)] ?? {};
  return parts.map(({ type, value }) => ours[type]?.[value] ?? value).join("");
}

function dates(kind) {
  const key = `${locale()} ${kind}`;
  if (!formats.has(key)) {
    formats.set(key, new Intl.DateTimeFormat(locale(), { ...FIELDS[kind], timeZone: "UTC" }));
  }
  return formats.get(key);
}
