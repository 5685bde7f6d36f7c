/** Where the nodes of a whole graph are drawn. Pure. */

const even = 0.75; // how evenly the nodes fill the disc: 0 leaves them where they are, 1 gives all the same room
const common = 0.97; // of the linked nodes are within the disc as the dataset places them
const share = 0.3; // the height of the rows below, as a share of the radius

/** Reports which nodes have a link in the map. */
function linked({ n, ends }) {
  const found = new Uint8Array(n);
  for (const end of ends) found[end] = 1;
  return found;
}

const quantile = (values, part) => values.sort()[Math.floor((values.length - 1) * part)] ?? 0;

/**
 * Returns the positions of the nodes as they are drawn. A layout by forces pushes what has few links or none to a wide
 * ring, in whose middle everything else would be a dot. So the nodes move in their direction from the middle until they
 * fill a disc more evenly, in the same order, and nodes without links are in rows below, by type.
 * @returns {{at: Float32Array, isLinked: Uint8Array, rows: {top: number, left: number}}} `rows` is where
 *   the rows begin
 */
export function arrange(graph) {
  const { n, types } = graph;
  const isLinked = linked(graph);
  const at = graph.at.slice();
  const inner = [];
  const outer = [];
  for (let i = 0; i < n; i += 1) (isLinked[i] ? inner : outer).push(i);
  const middle = (axis) => quantile(Float32Array.from(inner, (i) => at[2 * i + axis]), 0.5);
  const [x, y] = [middle(0), middle(1)];
  const far = Float32Array.from({ length: n }, (_, i) => Math.hypot(at[2 * i] - x, at[2 * i + 1] - y));
  const radius = quantile(Float32Array.from(inner, (i) => far[i]), common) || 1;
  inner.sort((a, b) => far[a] - far[b] || a - b);
  inner.forEach((i, rank) => {
    if (!far[i]) return;
    const wanted = even * Math.sqrt((rank + 1) / inner.length) + (1 - even) * Math.min(1, far[i] / radius);
    at[2 * i] = x + ((at[2 * i] - x) / far[i]) * wanted * radius;
    at[2 * i + 1] = y + ((at[2 * i + 1] - y) / far[i]) * wanted * radius;
  });
  outer.sort((a, b) => types[a] - types[b] || a - b);
  const top = y - radius * 1.12;
  const columns = Math.max(1, Math.ceil(Math.sqrt((outer.length * 2) / share)));
  const step = (2 * radius) / columns;
  outer.forEach((i, place) => {
    at[2 * i] = x - radius + step * (0.5 + (place % columns));
    at[2 * i + 1] = top - step * (0.5 + Math.floor(place / columns));
  });
  return { at, isLinked, rows: { left: x - radius, top } };
}
