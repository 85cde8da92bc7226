// What the server says once: addresses, labels, the opening view. No module spells an address itself.

const app = document.getElementById("app");

/** The server's data of this page: {urls, centre: [lon, lat], zoom, defaults, labels, ...}. */
export const page = JSON.parse(app.dataset.page);

/** Parameters of the address that the server refused; the page shows its safe defaults instead. */
export const refused = new Set(
  Array.from(document.querySelectorAll("[data-refused]"), (item) => item.dataset.refused),
);

/** The address named `name`, with the incident's id and query parameters filled in. */
export function address(name, { id = "", query = "" } = {}) {
  const path = page.urls[name].replace("{id}", encodeURIComponent(id));
  const text = query.toString();
  return text ? `${path}?${text}` : path;
}

/** The name of a region or country by its code, as the form of filters offers it; null where it does not. */
export function unitName(name, code) {
  const option = code && document.querySelector(`select[name=${name}] option[value="${CSS.escape(code)}"]`);
  return option ? option.textContent.replace(/ \([A-Z]{3}\)$/, "") : null;
}

/** The translated label of a code, or the code where there is none. */
export function label(vocabulary, code) {
  return page.labels[vocabulary]?.[code] ?? code ?? "";
}
