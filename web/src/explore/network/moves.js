/** Moving through a network by the arrow keys. Pure. */

const directions = { ArrowRight: [1, 0], ArrowLeft: [-1, 0], ArrowUp: [0, 1], ArrowDown: [0, -1] };

/** Reports whether a key moves through a network. */
export const moves = (key) => key in directions;

/**
 * Returns the neighbour of a node in the direction of a key: the one that is nearest to it and least aside.
 * A node without neighbours there stays.
 * @param {{x: number, y: number}} from
 * @param {{id: string, x: number, y: number}[]} neighbours the vertical axis points up
 */
export function next(from, neighbours, key) {
  const [dx, dy] = directions[key];
  let best = null;
  for (const node of neighbours) {
    const along = (node.x - from.x) * dx + (node.y - from.y) * dy;
    const aside = Math.abs((node.x - from.x) * dy) + Math.abs((node.y - from.y) * dx);
    if (along <= 0) continue;
    const far = along + 2 * aside;
    if (!best || far < best.far) best = { far, node };
  }
  return best?.node ?? null;
}
