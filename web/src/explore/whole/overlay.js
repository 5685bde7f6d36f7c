import { place } from '../network/labels.js';
import { pixel, radius } from './camera.js';

const font = '13px system-ui, sans-serif';
const mostLabels = 200; // labels that are tried at once
const mostLetters = 36; // letters of a label

const roomy = 8; // the zoom from which the rows of nodes without links have names

const shortened = (name) => (name.length > mostLetters ? `${name.slice(0, mostLetters - 1).trimEnd()}…` : name);

/** What is above the nodes: names, and marks of what is selected. */
export class Overlay {
  /** @param {HTMLCanvasElement} canvas */
  constructor(canvas) {
    this.canvas = canvas;
    this.context = canvas.getContext('2d');
    this.sides = new Map();
  }

  /** Chooses the names that fit, those of the best connected nodes in the window first. */
  label(frame) {
    const { graph, shown, names, view, grown, size } = frame;
    this.sides = new Map();
    if (!names) return;
    this.context.font = font;
    const tried = [];
    const add = (node) => {
      const [x, y] = pixel(view, graph, node);
      if (x < 0 || y < 0 || x > size.width || y > size.height) return;
      tried.push({ id: node, x, y, size: radius(graph.degrees[node], grown), width: this.context.measureText(shortened(names[node])).width + 4 });
    };
    if (frame.selected >= 0) add(frame.selected);
    for (const node of shown.nodes) {
      if (tried.length >= mostLabels) break;
      if (node !== frame.selected && (graph.isLinked[node] || frame.k > roomy)) add(node);
    }
    this.sides = place(tried, size);
  }

  /** Draws a frame. */
  draw(frame) {
    const { context, canvas } = this;
    const { size: { width, height, dense }, selected, cursor, hovered, near, colours, names } = frame;
    const [across, down] = [Math.round(width * dense), Math.round(height * dense)];
    if (canvas.width !== across || canvas.height !== down) Object.assign(canvas, { width: across, height: down });
    context.setTransform(dense, 0, 0, dense, 0, 0);
    context.clearRect(0, 0, width, height);
    if (selected >= 0) this.links(frame, near);
    if (selected >= 0) this.ring(frame, selected, colours.accent);
    if (hovered >= 0) this.ring(frame, hovered, colours.ink);
    if (cursor >= 0) this.ring(frame, cursor, colours.ink);
    if (!names) return;
    context.font = font;
    this.rows(frame);
    for (const [node, side] of this.sides) if (node !== hovered && node !== cursor) this.name(frame, node, side);
    for (const node of new Set([selected, hovered, cursor])) {
      const side = this.sides.get(node);
      if (node >= 0 && (!side || node === hovered || node === cursor)) this.name(frame, node, side ?? 'right');
    }
  }

  /** What the rows of nodes without links are. */
  rows({ graph: { rows }, view: { scale, x, y }, colours, note }) {
    if (!note) return;
    this.context.fillStyle = colours.quiet;
    this.context.fillText(note, Math.max(4, x + rows.left * scale), y - rows.top * scale - 5);
  }

  links({ graph, view, selected, colours }, near) {
    const { context } = this;
    const from = pixel(view, graph, selected);
    context.strokeStyle = colours.accent;
    context.globalAlpha = near.length > 200 ? 0.4 : 0.9;
    context.lineWidth = 1.5;
    context.beginPath();
    for (const node of near) {
      context.moveTo(...from);
      context.lineTo(...pixel(view, graph, node));
    }
    context.stroke();
    context.globalAlpha = 1;
  }

  ring({ graph, view, grown }, node, colour) {
    const { context } = this;
    const [x, y] = pixel(view, graph, node);
    context.strokeStyle = colour;
    context.lineWidth = 3;
    context.beginPath();
    context.arc(x, y, radius(graph.degrees[node], grown) + 3, 0, 2 * Math.PI);
    context.stroke();
  }

  name({ graph, view, grown, size, names, colours }, node, side) {
    const { context } = this;
    const text = shortened(names[node]);
    const wide = context.measureText(text).width;
    const [x, y] = pixel(view, graph, node);
    const far = radius(graph.degrees[node], grown) + 4;
    const [dx, dy] = { right: [far, 4], left: [-far - wide, 4], above: [-wide / 2, -far - 3], below: [-wide / 2, far + 11] }[side];
    const left = Math.max(2, Math.min(size.width - wide - 2, x + dx)); // a name at the edge stays readable
    context.lineJoin = 'round';
    context.lineWidth = 4;
    context.strokeStyle = colours.ground;
    context.strokeText(text, left, y + dy);
    context.fillStyle = colours.ink;
    context.fillText(text, left, y + dy);
  }
}
