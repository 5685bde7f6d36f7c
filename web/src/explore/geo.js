/** The entities of a scene on a map: where they are, as far as it is known. Pure. */

/**
 * Groups entities by country.
 * @returns {{countries: {code: string, label: string, nodes: object[]}[], nowhere: object[]}} the countries with
 *   most entities first; an entity with several is in each of them
 */
export function byCountry(nodes) {
  const groups = new Map();
  const nowhere = [];
  for (const node of nodes) {
    if (!node.countries.length) nowhere.push(node);
    for (const code of node.countries) {
      if (!groups.has(code)) groups.set(code, []);
      groups.get(code).push(node);
    }
  }
  const countries = [...groups].map(([code, list]) => ({ code, nodes: list })).sort((a, b) => b.nodes.length - a.nodes.length || (a.code < b.code ? -1 : 1));
  return { countries, nowhere };
}

/** Groups entities with a location by place: each dot is one place. */
export function byPlace(nodes) {
  const places = new Map();
  for (const node of nodes) {
    if (!node.location) continue;
    const { latitude, longitude } = node.location;
    const key = `${latitude.toFixed(1)} ${longitude.toFixed(1)}`;
    if (!places.has(key)) places.set(key, { key, at: [longitude, latitude], city: node.city, nodes: [] });
    places.get(key).nodes.push(node);
  }
  return [...places.values()].sort((a, b) => b.nodes.length - a.nodes.length);
}
