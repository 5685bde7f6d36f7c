/** Where a scene's nodes, links and labels are in a picture of a given size. Pure. */
import { labelOf } from './label.js';
import { place } from './labels.js';
import { sizeOf } from './paint.js';

const margin = 50; // pixels
const letter = 7.2; // pixels, about the width of a letter

/**
 * @param {{nodes: object[], links: object[]}} scene
 * @param {Map<string, {x: number, y: number}>} positions the vertical axis points up
 * @param {{width: number, height: number}} size in pixels
 * @param {{zoom: number, dx: number, dy: number}} view how far the picture is zoomed, and moved in pixels
 */
export function layout(scene, positions, size, view) {
  const extent = (of) => [...positions.values()].reduce(([low, high], at) => [Math.min(low, at[of]), Math.max(high, at[of])], [Infinity, -Infinity]);
  const [left, right] = extent('x');
  const [bottom, top] = extent('y');
  const fit = Math.min((size.width - 2 * margin) / (right - left || 1), (size.height - 2 * margin) / (top - bottom || 1));
  const scale = Math.max(fit, 1e-9) * view.zoom;
  const nodes = scene.nodes.map((node) => {
    const at = positions.get(node.id);
    const label = labelOf(node);
    return {
      ...node, x: size.width / 2 + (at.x - (left + right) / 2) * scale + view.dx, y: size.height / 2 - (at.y - (bottom + top) / 2) * scale + view.dy,
      size: sizeOf(node.links), label, width: label.length * letter,
    };
  });
  const ranked = nodes.toSorted((a, b) => b.onPath - a.onPath || b.requested - a.requested || b.links - a.links || (a.id < b.id ? -1 : 1));
  const labels = place(ranked, size);
  const at = new Map(nodes.map((node) => [node.id, node]));
  return { nodes: nodes.map((node) => ({ ...node, side: labels.get(node.id) })), links: curves(scene.links, at) };
}

/** The lines of links. Several links between two nodes are curves beside each other. */
function curves(links, at) {
  const drawn = links.filter(({ from, to }) => at.has(from) && at.has(to));
  const pairOf = ({ from, to }) => [from, to].sort().join(' ');
  const sizes = new Map();
  for (const link of drawn) sizes.set(pairOf(link), (sizes.get(pairOf(link)) ?? 0) + 1);
  const numbers = new Map();
  return drawn.map((link) => {
    const pair = pairOf(link);
    const number = numbers.get(pair) ?? 0;
    numbers.set(pair, number + 1);
    return { ...link, d: curve(at.get(link.from), at.get(link.to), number - (sizes.get(pair) - 1) / 2, link.from < link.to) };
  });
}

/** A line that bends by its number: the middle one is straight. */
function curve(from, to, number, forward) {
  if (from === to) return `M${from.x} ${from.y}c-40 -40 40 -40 0 0`;
  const bend = number * 0.2 * (forward ? 1 : -1);
  const x = (from.x + to.x) / 2 - (to.y - from.y) * bend;
  const y = (from.y + to.y) / 2 + (to.x - from.x) * bend;
  return `M${from.x} ${from.y}Q${x} ${y} ${to.x} ${to.y}`;
}
