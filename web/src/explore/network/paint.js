/** Returns the radius of a node, in pixels, by the number of its links. */
export const sizeOf = (links) => Math.min(20, 4 + 1.6 * Math.sqrt(links));
