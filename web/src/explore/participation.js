/** What a scene says about who takes part in what. Pure. */

const participation = 'PARTICIPATION';

/** The participations of a scene: each leads from a participant to an initiative. */
export const participations = ({ links }) => links.filter(({ type }) => type === participation);

const types = { initiative: new Set(['JOINT_ACTION', 'PROJECT', 'NETWORK', 'ALLIANCE']), actor: new Set(['INSTITUTE', 'FUNDER']) };

const named = (nodes) => nodes.toSorted((a, b) => a.name.localeCompare(b.name) || (a.id < b.id ? -1 : 1));

/** The entities of a scene in which others take part, by name. */
export function initiatives(scene) {
  const ids = new Set(participations(scene).map(({ to }) => to));
  return named(scene.nodes.filter(({ id, type }) => ids.has(id) || types.initiative.has(type)));
}

/** The entities of a scene that take part in others, by name. */
export function actors(scene) {
  const ids = new Set(participations(scene).map(({ from }) => from));
  return named(scene.nodes.filter(({ id, type }) => ids.has(id) || types.actor.has(type)));
}

/**
 * Returns a scene as a table of partners by initiatives: those with most participations first.
 * @returns {{rows: object[], columns: object[], cells: Map<string, object[]>, counts: Map<string, number>}} the
 *   participations of a cell are at `row id` + space + `column id`; counts are the numbers of initiatives of a
 *   partner and of partners of an initiative
 */
export function matrix(scene) {
  const cells = new Map();
  const counts = new Map();
  for (const link of participations(scene)) {
    const key = `${link.from} ${link.to}`;
    if (!cells.has(key)) {
      cells.set(key, []);
      for (const end of [link.from, link.to]) counts.set(end, (counts.get(end) ?? 0) + 1);
    }
    cells.get(key).push(link);
  }
  const rows = new Set(participations(scene).map(({ from }) => from));
  const columns = new Set(participations(scene).map(({ to }) => to));
  const most = (ids) => named(scene.nodes.filter(({ id }) => ids.has(id))).sort((a, b) => counts.get(b.id) - counts.get(a.id));
  return { rows: most(rows), columns: most(columns), cells, counts };
}

/** What of a scene a view has no place for: it is listed below the view. */
export function leftOver(scene, nodes, links) {
  const [shown, drawn] = [new Set(nodes.map(({ id }) => id)), new Set(links.map(({ id }) => id))];
  return { nodes: scene.nodes.filter(({ id }) => !shown.has(id)), links: scene.links.filter(({ id }) => !drawn.has(id)) };
}
