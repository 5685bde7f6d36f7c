/** Where the whole graph is in its window. Pure. */
import { extent } from './graph.js';

const margin = 24; // pixels

/**
 * Returns how positions become pixels when the whole graph fits its window.
 * @param {{width: number, height: number}} size in pixels
 * @returns {{scale: number, x: number, y: number}}
 */
export function fit(graph, { width, height }) {
  const [left, bottom, right, top] = extent(graph);
  const scale = Math.max(1e-9, Math.min((width - 2 * margin) / (right - left || 1), (height - 2 * margin) / (top - bottom || 1)));
  return { scale, x: width / 2 - ((left + right) / 2) * scale, y: height / 2 + ((bottom + top) / 2) * scale };
}

/** Returns the same after the reader has zoomed by k and moved by x and y pixels. */
export const moved = (base, { k, x, y }) => ({ scale: base.scale * k, x: base.x * k + x, y: base.y * k + y });

/** Returns where a node is, in pixels. */
export const pixel = ({ scale, x, y }, { at }, node) => [x + at[2 * node] * scale, y - at[2 * node + 1] * scale];

/** Returns how large nodes are at a zoom, as a factor: fewer nodes and a nearer view make them larger. */
export const growth = (n, k) => Math.min(6, Math.max(0.4, Math.min(2, Math.sqrt(6000 / (n || 1)))) * k ** 0.4);

const smallest = 1.4; // pixels
const steepness = 0.35;
const largest = 24; // pixels

/** Returns the radius of a node in pixels, by the number of its relations. The shader computes the same. */
export const radius = (degree, grown) => Math.min(largest, (smallest + steepness * Math.sqrt(degree)) * grown);

/** The numbers of `radius`, for the shader. */
export const sizes = { smallest, steepness, largest };

const reach = 6; // pixels beside a node that count as on it

/**
 * Returns the node at a place, the nearest to it of those that are drawn; -1 for none.
 * @param {Uint16Array} nodes
 * @param {[number, number]} place in pixels
 */
export function nodeAt(view, graph, nodes, grown, [px, py]) {
  let best = -1;
  let least = Infinity;
  for (const node of nodes) {
    const [x, y] = pixel(view, graph, node);
    const far = Math.hypot(x - px, y - py) - radius(graph.degrees[node], grown);
    if (far < least) [best, least] = [node, far];
  }
  return least <= reach ? best : -1;
}
