/** Where labels fit without overlapping. Pure. */

const gap = 4; // pixels between a node and its label
const height = 16; // pixels of a line

/** The sides on which a label may be, in the order in which they are tried. */
const sides = {
  right: (x, y, size, width) => [x + size + gap, y - height / 2, x + size + gap + width, y + height / 2],
  left: (x, y, size, width) => [x - size - gap - width, y - height / 2, x - size - gap, y + height / 2],
  above: (x, y, size, width) => [x - width / 2, y - size - gap - height, x + width / 2, y - size - gap],
  below: (x, y, size, width) => [x - width / 2, y + size + gap, x + width / 2, y + size + gap + height],
};

/**
 * Places labels, those that come first first.
 * @param {{id: string, x: number, y: number, size: number, width: number}[]} nodes in pixels
 * @param {{width: number, height: number}} window beyond which nothing is placed
 * @returns {Map<string, 'right' | 'left' | 'above' | 'below'>} the side of each label that fits
 */
export function place(nodes, window) {
  const taken = new Grid();
  for (const { x, y, size } of nodes) taken.add([x - size, y - size, x + size, y + size]);
  const placed = new Map();
  for (const node of nodes) {
    for (const [side, box] of Object.entries(sides)) {
      const at = box(node.x, node.y, node.size, node.width);
      if (at[0] < 0 || at[1] < 0 || at[2] > window.width || at[3] > window.height || taken.meets(at)) continue;
      taken.add(at);
      placed.set(node.id, side);
      break;
    }
  }
  return placed;
}

const cell = 64; // pixels
const across = 1024; // cells beside each other, more than a window has

/** Boxes by the cells of a grid that they touch, so that few are compared. */
class Grid {
  cells = new Map();

  /** Calls a function for the boxes of each cell that a box touches, until it returns true. */
  visit([left, top, right, bottom], act) {
    for (let x = Math.floor(left / cell); x <= Math.floor(right / cell); x += 1) {
      for (let y = Math.floor(top / cell); y <= Math.floor(bottom / cell); y += 1) if (act(x + y * across)) return true;
    }
    return false;
  }

  add(box) {
    this.visit(box, (key) => {
      if (!this.cells.has(key)) this.cells.set(key, []);
      this.cells.get(key).push(box);
      return false;
    });
  }

  meets(box) {
    return this.visit(box, (key) => this.cells.get(key)?.some((other) => box[0] < other[2] && other[0] < box[2] && box[1] < other[3] && other[1] < box[3]));
  }
}
