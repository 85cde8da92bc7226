// The one place that swaps coordinate orders: (lon, lat) everywhere else, Leaflet wants lat first.

/** Leaflet's [lat, lng] of one [lon, lat], both in degrees. */
export function latLng([lon, lat]) {
  return [lat, lon];
}

/** [lon, lat] of one Leaflet LatLng, in degrees. */
export function lonLat({ lat, lng }) {
  return [lng, lat];
}

/** Leaflet's corner pair of a box [west, south, east, north]. */
export function corners([west, south, east, north]) {
  return [
    [south, west],
    [north, east],
  ];
}

/** Leaflet's [lat, lng] a number of pixels away from a [lon, lat], on a map as it is zoomed now. */
export function shifted(map, at, { x, y }) {
  const { lat, lng } = map.layerPointToLatLng(map.latLngToLayerPoint(latLng(at)).add([x, y]));
  return [lat, lng];
}

/** [west, south, east, north] of Leaflet's LatLngBounds, kept on the globe and rounded outwards to 10 m. */
export function box(bounds) {
  const down = (value) => Math.floor(value * 1e4) / 1e4;
  const up = (value) => Math.ceil(value * 1e4) / 1e4;
  return [
    Math.max(-180, down(bounds.getWest())),
    Math.max(-90, down(bounds.getSouth())),
    Math.min(180, up(bounds.getEast())),
    Math.min(90, up(bounds.getNorth())),
  ];
}
