/** When entities and relations of a scene begin and end, in days. Pure. */

const day = 86_400_000; // milliseconds

/**
 * Returns the first or the last day of a date of any precision, as milliseconds since 1970; null for none.
 * @param {string} text as a source gives it: 2014, 2021-10, 2024-05-17, or an interval of two of these
 * @param {boolean} last
 */
export function dayOf(text, last = false) {
  if (!text) return null;
  const part = last ? text.split('/').at(-1) : text.split('/')[0];
  const [year, month, date] = part.split('-').map(Number);
  if (!year) return null;
  if (date) return Date.UTC(year, month - 1, date);
  if (month) return last ? Date.UTC(year, month, 1) - day : Date.UTC(year, month - 1, 1);
  return last ? Date.UTC(year + 1, 0, 1) - day : Date.UTC(year, 0, 1);
}

/** Returns a day as text, 2024-05-17. */
export const written = (time) => new Date(time).toISOString().slice(0, 10);

/**
 * Returns the rows of a timeline: initiatives and other entities that begin or end, each followed by its
 * participations; what has no date on record is among the undated.
 * @returns {{rows: {id: string, name: string, note: string, from: number | null, until: number | null, level: number}[], nodes: object[], links: object[], from: number, until: number}}
 */
export function timeline(scene, nameOf) {
  const nodes = scene.nodes.filter(({ start, end }) => start || end);
  const dated = new Set(nodes.map(({ id }) => id));
  const links = scene.links.filter((link) => periodOf(link).some((one) => one !== null));
  const byHost = new Map();
  for (const link of links) {
    const host = dated.has(link.to) || !dated.has(link.from) ? link.to : link.from;
    if (!byHost.has(host)) byHost.set(host, []);
    byHost.get(host).push(link);
  }
  const hosts = [...nodes, ...scene.nodes.filter(({ id }) => byHost.has(id) && !dated.has(id))];
  const begins = (node) => dayOf(node.start) ?? dayOf(node.end, true) ?? Infinity;
  hosts.sort((a, b) => begins(a) - begins(b) || (a.name < b.name ? -1 : 1));
  const rows = hosts.flatMap((node) => [
    { id: node.id, name: node.acronym || node.name, note: node.typeLabel, from: dayOf(node.start), until: dayOf(node.end, true), level: 0 },
    ...rowsOf(byHost.get(node.id) ?? [], node.id, nameOf),
  ]);
  const days = rows.flatMap(({ from, until }) => [from, until]).filter((one) => one !== null);
  return { rows, nodes: hosts, links, from: Math.min(...days), until: Math.max(...days) };
}

/** When a relation is active, as far as it is known. */
const periodOf = (link) => [dayOf(link.activeFrom || link.since), dayOf(link.activeUntil || link.until, true)];

function rowsOf(links, host, nameOf) {
  const rows = links.map((link) => {
    const [from, until] = periodOf(link);
    return { id: link.id, name: nameOf(link.from === host ? link.to : link.from), note: link.roleLabel || link.typeLabel, from, until, level: 1 };
  });
  return rows.sort((a, b) => (a.from ?? Infinity) - (b.from ?? Infinity) || (a.name < b.name ? -1 : 1));
}
