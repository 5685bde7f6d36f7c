import Sigma from 'sigma';
import { layerFill, layerPlain, pathCurved, pathLine, pathLoop, sdfCircle } from 'sigma/rendering';

import { graphOf } from './graph.js';
import { place } from './labels.js';

const font = 'system-ui, sans-serif';
const fontSize = 13; // pixels
const mostLabels = 300; // labels that are tried at once
const patience = 100; // milliseconds without movement until labels are placed again

const primitives = {
  nodes: { shapes: [sdfCircle()], layers: [layerFill()] },
  edges: { paths: [pathLine(), pathCurved(), pathLoop()], layers: [layerPlain()] },
};

/** How nodes and edges look, by what they are and by what is selected. */
function styles(colours) {
  return {
    nodes: {
      x: { attribute: 'x' }, y: { attribute: 'y' }, size: { attribute: 'size' }, color: { attribute: 'color' }, label: { attribute: 'label' },
      labelColor: colours.ink, labelSize: fontSize, labelFont: font, cursor: 'pointer',
      labelVisibility: (_, state) => (state.side || state.isHovered ? 'visible' : 'hidden'),
      labelPosition: (_, state) => state.side || 'right',
      labelBackgroundColor: colours.ground, labelBackgroundPadding: 1,
      backdropVisibility: (attributes, state) => (state.chosen || state.cursor || attributes.onPath ? 'visible' : 'hidden'),
      backdropColor: (attributes, state) => (state.cursor ? colours.ink : attributes.onPath && !state.chosen ? colours.path : colours.accent),
      backdropPadding: 3, backdropShadowBlur: 0, backdropArea: 'node',
      depth: (_, state) => (state.chosen || state.cursor || state.isHovered ? 'topNodes' : 'nodes'),
    },
    edges: {
      color: (attributes, state) => (attributes.onPath ? colours.path : state.chosen ? colours.accent : colours.edge),
      size: (attributes, state) => (attributes.onPath ? 4 : state.chosen ? 2.5 : 1),
      path: 'straight', parallelPath: 'curved', selfLoopPath: 'loop', cursor: 'pointer',
      depth: (attributes, state) => (attributes.onPath || state.chosen ? 'topEdges' : 'edges'),
    },
  };
}

const settings = { itemSizesReference: 'screen', enableCameraRotation: false, enableCameraMouseRotation: false, enableEdgeEvents: true, labelDensity: 1000, labelRenderedSizeThreshold: 0, stagePadding: 60, minEdgeThickness: 0.6, renderEdgeLabels: false, allowInvalidContainer: true, zoomDuration: 0 };

/** A network drawn by sigma. */
export class Canvas {
  /** @param {{onSelect: (id: string) => void, onOpen: (id: string) => void}} events */
  constructor(container, scene, positions, groupOf, colours, events) {
    this.scene = scene;
    this.graph = graphOf(scene, positions, groupOf, colours);
    this.sigma = new Sigma(this.graph, container, {
      primitives, styles: styles(colours), settings, customNodeState: { side: '', chosen: false, cursor: false }, customEdgeState: { chosen: false },
    });
    this.measure = document.createElement('canvas').getContext('2d');
    this.measure.font = `${fontSize}px ${font}`;
    this.sigma.on('clickNode', ({ node }) => events.onSelect(node));
    this.sigma.on('clickEdge', ({ edge }) => events.onSelect(edge));
    this.sigma.on('clickStage', () => events.onSelect(''));
    this.sigma.on('doubleClickNode', (event) => { event.preventSigmaDefault(); events.onOpen(event.node); });
    this.sigma.on('resize', () => this.later());
    this.sigma.getCamera().on('updated', () => this.later());
    this.label();
  }

  /** Places labels when the picture has not moved for a moment. */
  later() {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.label(), patience);
  }

  /** Shows the labels that fit, those of what is selected and best connected first. */
  label() {
    const { width, height } = this.sigma.getDimensions();
    const rank = (id, attributes) => (this.chosen?.has(id) || attributes.onPath ? 1000 : 0) + (attributes.requested ? 100 : 0) + attributes.size;
    const nodes = [];
    this.graph.forEachNode((id, attributes) => {
      const { x, y } = this.sigma.graphToViewport(attributes);
      if (x < 0 || y < 0 || x > width || y > height) return;
      nodes.push({ id, x, y, size: this.sigma.scaleSize(attributes.size), rank: rank(id, attributes), label: attributes.label });
    });
    nodes.sort((a, b) => b.rank - a.rank || (a.id < b.id ? -1 : 1));
    const tried = nodes.slice(0, mostLabels).map((node) => ({ ...node, width: this.measure.measureText(node.label).width + 4 }));
    const placed = place(tried, { width, height });
    const before = this.labelled ?? new Map();
    for (const id of before.keys()) if (!placed.has(id)) this.sigma.setNodeState(id, { side: '' });
    for (const [id, side] of placed) if (before.get(id) !== side) this.sigma.setNodeState(id, { side });
    this.labelled = placed;
  }

  /** Marks the selected item and what is next to it, and the node on which the keyboard is. */
  mark(selected, cursor) {
    for (const id of this.chosen ?? []) if (this.graph.hasNode(id)) this.sigma.setNodeState(id, { chosen: false });
    for (const id of this.links ?? []) this.sigma.setEdgeState(id, { chosen: false });
    if (this.cursor) this.sigma.setNodeState(this.cursor, { cursor: false });
    const isNode = this.graph.hasNode(selected);
    this.chosen = new Set(isNode ? [selected] : this.graph.hasEdge(selected) ? this.graph.extremities(selected) : []);
    this.links = isNode ? this.graph.edges(selected) : this.graph.hasEdge(selected) ? [selected] : [];
    this.cursor = cursor && this.graph.hasNode(cursor) ? cursor : '';
    for (const id of this.chosen) this.sigma.setNodeState(id, { chosen: true });
    for (const id of this.links) this.sigma.setEdgeState(id, { chosen: true });
    if (this.cursor) this.sigma.setNodeState(this.cursor, { cursor: true });
    this.later();
  }

  /** Zooms by a factor; without one, the whole network fits. */
  zoom(factor) {
    const camera = this.sigma.getCamera();
    if (factor) camera.setState({ ratio: camera.getState().ratio / factor });
    else camera.setState({ x: 0.5, y: 0.5, ratio: 1, angle: 0 });
  }

  /** What is drawn: the nodes and edges in the graph of sigma, and where. */
  drawn() {
    const positions = {};
    this.graph.forEachNode((id, { x, y }) => { positions[id] = [x, y]; });
    return { nodes: this.graph.nodes(), links: this.graph.edges(), positions };
  }

  stop() {
    clearTimeout(this.timer);
    this.sigma.kill();
  }
}
