/** How the nodes of a scene are coloured: by groups, of which the palette can tell eight apart. Pure. */

/** The number of colours that readers with any kind of colour vision can tell apart. */
export const distinct = 8;

/** What nodes can be coloured by. */
export const criteria = ['type', 'country', 'community', 'role'];

/**
 * Returns the group of every node, the largest groups first. Groups beyond the palette share its last
 * colour, and so do nodes of which the group is not known.
 * @param {{nodes: object[], links: object[]}} scene
 * @param {'type' | 'country' | 'community' | 'role'} by
 * @param {{other: string, unknown: string, community: (number: number) => string}} words
 * @returns {{of: Map<string, number>, legend: {colour: number, label: string, count: number}[]}}
 */
export function groups(scene, by, words) {
  const labels = labelled[by](scene, words);
  const counts = new Map();
  for (const label of labels.values()) if (label) counts.set(label, (counts.get(label) ?? 0) + 1);
  const order = [...counts].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1)).map(([label]) => label);
  const others = order.length >= distinct || [...labels.values()].some((label) => !label);
  const own = order.slice(0, others ? distinct - 1 : distinct);
  const of = new Map();
  const sizes = new Array(distinct).fill(0);
  let rest = 0;
  for (const [id, label] of labels) {
    const at = own.indexOf(label);
    const colour = at < 0 ? distinct - 1 : at;
    of.set(id, colour);
    if (at < 0) rest += 1;
    else sizes[colour] += 1;
  }
  const legend = own.map((label, colour) => ({ colour, label, count: sizes[colour] }));
  if (rest > 0) legend.push({ colour: distinct - 1, label: order.length > own.length ? words.other : words.unknown, count: rest });
  return { of, legend };
}

const labelled = {
  type: ({ nodes }) => new Map(nodes.map(({ id, typeLabel }) => [id, typeLabel])),
  country: ({ nodes }) => new Map(nodes.map(({ id, countryLabel }) => [id, countryLabel])),
  community: ({ nodes }, { community }) => new Map(nodes.map((node) => [node.id, node.community ? community(node.community) : ''])),
  role: ({ nodes, links }) => {
    const roles = new Map(nodes.map(({ id }) => [id, new Map()]));
    for (const { from, roleLabel } of links) {
      const own = roles.get(from);
      if (roleLabel && own) own.set(roleLabel, (own.get(roleLabel) ?? 0) + 1);
    }
    return new Map([...roles].map(([id, own]) => [id, [...own].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1))[0]?.[0] ?? '']));
  },
};
