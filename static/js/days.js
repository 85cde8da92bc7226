// Calendar days as whole numbers (days since 1970-01-01). No clock and no time zone takes part.

const MILLISECONDS = 86_400_000;

/** The number of an ISO day "2018-09-30". */
export function dayNumber(iso) {
  return Math.round(Date.parse(`${iso}T00:00:00Z`) / MILLISECONDS);
}

/** The ISO day of a number. */
export function isoDay(number) {
  return new Date(number * MILLISECONDS).toISOString().slice(0, 10);
}

/** The Date (UTC midnight) of an ISO day, for Intl formats with timeZone "UTC". */
export function asDate(iso) {
  return new Date(`${iso}T00:00:00Z`);
}

/** Whether the text is a day that exists, written YYYY-MM-DD. */
export function isDay(text) {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text ?? "")) return false;
  const date = asDate(text);
  return !Number.isNaN(date.getTime()) && date.toISOString().startsWith(text);
}
