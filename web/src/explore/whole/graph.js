/** The whole graph as numbers, as the service sends it. Pure. */

const header = 24; // bytes

/**
 * Reads a map of the service; the comment of `Map` in internal/explore/map.go has its format. The arrays are parts of
 * the buffer.
 * @param {ArrayBuffer} buffer
 * @returns {{n: number, l: number, left: {nodes: number, links: number}, at: Float32Array, degrees: Uint32Array, ends: Uint16Array, types: Uint8Array}}
 *   `at` has two coordinates of each node, the vertical axis points up; `ends` the two ends of each link, the heaviest
 *   link first. Nodes are in the order of their degrees.
 */
export function read(buffer) {
  const view = new DataView(buffer);
  if (buffer.byteLength < header || view.getUint32(0) !== 0x574a4d32) throw new Error('this is no map of the format WJM2');
  const number = (at) => view.getUint32(at, true);
  const [n, l] = [number(4), number(8)];
  let start = header;
  const part = (Kind, length) => {
    const array = new Kind(buffer, start, length);
    start += array.byteLength;
    return array;
  };
  return {
    n, l, left: { nodes: number(12), links: number(16) },
    at: part(Float32Array, 2 * n), degrees: part(Uint32Array, n), ends: part(Uint16Array, 2 * l), types: part(Uint8Array, n),
  };
}

/**
 * Returns what is drawn: the nodes that are not hidden, and the links between them, in the order of the map.
 * @param {(node: number) => boolean} isShown
 * @returns {{shown: Uint8Array, nodes: Uint16Array, ends: Uint16Array}} `shown` is 1 for each node that is drawn
 */
export function visible(graph, isShown) {
  const shown = new Uint8Array(graph.n);
  const nodes = new Uint16Array(graph.n);
  let count = 0;
  for (let i = 0; i < graph.n; i += 1) {
    if (!isShown(i)) continue;
    shown[i] = 1;
    nodes[count] = i;
    count += 1;
  }
  if (count === graph.n) return { shown, nodes, ends: graph.ends };
  const ends = new Uint16Array(graph.ends.length);
  let length = 0;
  for (let i = 0; i < graph.ends.length; i += 2) {
    const [a, b] = [graph.ends[i], graph.ends[i + 1]];
    if (!shown[a] || !shown[b]) continue;
    ends[length] = a;
    ends[length + 1] = b;
    length += 2;
  }
  return { shown, nodes: nodes.subarray(0, count), ends: ends.subarray(0, length) };
}

/** Returns the nodes that are linked to a node. */
export function neighbours(ends, node) {
  const found = [];
  for (let i = 0; i < ends.length; i += 2) {
    if (ends[i] === node) found.push(ends[i + 1]);
    else if (ends[i + 1] === node) found.push(ends[i]);
  }
  return found;
}

/** Returns the smallest box that has all nodes: left, bottom, right, top. */
export function extent({ at }) {
  const box = [Infinity, Infinity, -Infinity, -Infinity];
  for (let i = 0; i < at.length; i += 2) {
    box[0] = Math.min(box[0], at[i]);
    box[1] = Math.min(box[1], at[i + 1]);
    box[2] = Math.max(box[2], at[i]);
    box[3] = Math.max(box[3], at[i + 1]);
  }
  return at.length ? box : [0, 0, 0, 0];
}
