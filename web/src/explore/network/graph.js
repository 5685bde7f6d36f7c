import Graph from 'graphology';

import { labelOf } from './label.js';
import { sizeOf } from './paint.js';

/**
 * Returns the graph of a scene as sigma draws it: every relation is an edge of its own.
 * @param {Map<string, {x: number, y: number}>} positions of its nodes
 */
export function graphOf(scene, positions, groupOf, colours) {
  const graph = new Graph({ multi: true, type: 'directed' });
  for (const node of scene.nodes) {
    graph.addNode(node.id, {
      ...positions.get(node.id), size: sizeOf(node.links), color: colours.groups[groupOf.get(node.id)], label: labelOf(node), onPath: node.onPath, requested: node.requested,
    });
  }
  for (const link of scene.links) {
    if (!graph.hasNode(link.from) || !graph.hasNode(link.to)) continue;
    graph.addEdgeWithKey(link.id, link.from, link.to, { onPath: link.onPath });
  }
  return graph;
}
