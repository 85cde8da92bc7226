// What stretch of time the timeline shows around the selected days, and steps through it.

import { asDate, dayNumber, isoDay } from "./days.js";

const SHORTEST = 42; // days; below that a bar is wider than it is informative
const NARROWEST = 1 / 10; // of the window; a thinner selection zooms in
const ALL_DAYS = { since: "1900-01-01", until: "2199-12-31" }; // the server refuses what lies beyond

/**
 * The window {since, until} (ISO days, inclusive) for the selected days. The present window stays while the
 * selection can be seen well in it, so that brushing does not move the ground under the pointer; one that the
 * reader `asked` for stays as long as the selection lies in it, however thin.
 */
export function windowFor({ since, until }, present = null, { asked = false } = {}) {
  const [first, last] = [dayNumber(since), dayNumber(until)];
  if (present) {
    const [start, end] = [dayNumber(present.since), dayNumber(present.until)];
    const share = (last - first + 1) / (end - start + 1);
    if (start <= first && last <= end && (asked || share >= NARROWEST)) return present;
  }
  const margin = Math.max(Math.ceil((last - first + 1) / 2), Math.ceil((SHORTEST - (last - first + 1)) / 2));
  return windowBetween(first - margin, last + margin);
}

/** The window made wider (factor > 1) or narrower around the middle of the selected days, which stay in it. */
export function zoomed(window, { since, until }, factor) {
  const selected = dayNumber(until) - dayNumber(since) + 1;
  const length = dayNumber(window.until) - dayNumber(window.since) + 1;
  const middle = Math.round((dayNumber(since) + dayNumber(until)) / 2);
  const half = Math.max(SHORTEST / 2, Math.ceil(selected / 2), Math.round((length * factor) / 2));
  return windowBetween(middle - half, middle + half);
}

/** The selected days moved by their own length, whole months by months, all else by days; never past the days there are. */
export function stepped(days, direction) {
  return within(moved(days, direction), ALL_DAYS) ?? days;
}

function moved({ since, until }, direction) {
  const months = wholeMonths(since, until);
  if (months) {
    return { since: monthStart(since, months * direction), until: isoDay(dayNumber(monthStart(since, months * (direction + 1))) - 1) };
  }
  const length = (dayNumber(until) - dayNumber(since) + 1) * direction;
  return { since: isoDay(dayNumber(since) + length), until: isoDay(dayNumber(until) + length) };
}

/** First days of months or years inside the window, at most `most` of them: [{day, isYear}]. */
export function ticks({ since, until }, most = 12) {
  const count = monthIndex(until) - monthIndex(since) + 1;
  const every = [1, 2, 3, 6, 12, 24, 60, 120, 240, 600].find((months) => count / months <= most) ?? 12 * Math.ceil(count / most / 12);
  const found = [];
  for (let month = Math.ceil(monthIndex(since) / every) * every; month <= monthIndex(until); month += every) {
    const day = monthDay(month);
    if (day >= since && day <= until) found.push({ day, isYear: month % 12 === 0 });
  }
  return found;
}

function windowBetween(first, last) {
  const [start, end] = [dayNumber(ALL_DAYS.since), dayNumber(ALL_DAYS.until)];
  const inside = (number) => isoDay(Math.min(end, Math.max(start, number)));
  return { since: inside(first), until: inside(last) };
}

function wholeMonths(since, until) {
  const ends = isoDay(dayNumber(until) + 1);
  return since.endsWith("-01") && ends.endsWith("-01") ? monthIndex(ends) - monthIndex(since) : 0;
}

function monthIndex(iso) {
  const date = asDate(iso);
  return date.getUTCFullYear() * 12 + date.getUTCMonth();
}

function monthDay(index) {
  return new Date(Date.UTC(Math.floor(index / 12), index % 12, 1)).toISOString().slice(0, 10);
}

function monthStart(iso, months) {
  return monthDay(monthIndex(iso) + months);
}

/** The part {since, until} of some days that lies inside the window; null when they do not meet. */
export function within({ since, until }, window) {
  const part = { since: since > window.since ? since : window.since, until: until < window.until ? until : window.until };
  return part.since <= part.until ? part : null;
}
