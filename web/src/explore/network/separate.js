/** Moves nodes apart that cover each other. Pure, and the same in every browser: it only adds, multiplies and takes roots. */
import { sizeOf } from './paint.js';

const side = 900; // pixels, about the width of a picture
const apart = 3; // pixels between two nodes
const most = 1500; // nodes; more are drawn where they are
const rounds = 60;

/**
 * Returns the positions of nodes, moved as little as it takes.
 * @param {{id: string, x: number, y: number, links: number}[]} nodes
 * @returns {Map<string, {x: number, y: number}>}
 */
export function separate(nodes) {
  const at = nodes.map(({ x, y, links }) => ({ x, y, r: sizeOf(links) + apart / 2 }));
  const extent = (of) => Math.max(...at.map((one) => one[of])) - Math.min(...at.map((one) => one[of]));
  if (nodes.length > 1 && nodes.length <= most) {
    const unit = side / (Math.max(extent('x'), extent('y')) || 1);
    for (const one of at) { one.x *= unit; one.y *= unit; }
    for (let round = 0; round < rounds && pushAll(at); round += 1);
    for (const one of at) { one.x /= unit; one.y /= unit; }
  }
  return new Map(nodes.map(({ id }, i) => [id, { x: at[i].x, y: at[i].y }]));
}

const cell = 50; // pixels, more than two nodes can be wide together

/** Pushes each pair that overlaps apart, and reports whether there was one. */
function pushAll(at) {
  const cells = new Map();
  at.forEach((one, i) => {
    const key = `${Math.floor(one.x / cell)} ${Math.floor(one.y / cell)}`;
    if (!cells.has(key)) cells.set(key, []);
    cells.get(key).push(i);
  });
  let moved = false;
  for (const [key, list] of cells) {
    const [x, y] = key.split(' ').map(Number);
    for (const [dx, dy] of [[0, 0], [1, 0], [0, 1], [1, 1], [-1, 1]]) {
      const others = cells.get(`${x + dx} ${y + dy}`) ?? [];
      for (const i of list) for (const j of others) if (i !== j && (dx || dy || i < j)) moved = push(at[i], at[j], i + j) || moved;
    }
  }
  return moved;
}

/** Pushes two nodes apart if they overlap; two at one place move by their numbers. */
function push(a, b, number) {
  const [dx, dy] = [b.x - a.x, b.y - a.y];
  const wanted = a.r + b.r;
  const far = Math.sqrt(dx * dx + dy * dy);
  if (far >= wanted) return false;
  const [ux, uy] = far > 1e-6 ? [dx / far, dy / far] : [[1, 0], [0, 1], [-1, 0], [0, -1]][number % 4];
  const step = (wanted - far) / 2 + 0.05;
  a.x -= ux * step; a.y -= uy * step;
  b.x += ux * step; b.y += uy * step;
  return true;
}
