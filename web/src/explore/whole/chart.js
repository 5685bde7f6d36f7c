import { select } from 'd3-selection';
import { zoom, zoomIdentity } from 'd3-zoom';

import { fit, growth, moved, nodeAt, pixel } from './camera.js';
import { neighbours } from './graph.js';
import { Overlay } from './overlay.js';
import { Painter } from './painter.js';

const patience = 120; // milliseconds without movement until everything is drawn, and names are chosen again
const steps = { first: 20_000, least: 1000, most: 500_000, quick: 120, long: 250, all: 5000 }; // links at once by software, and milliseconds
const closer = 6; // the zoom at which a node that was found is shown
const bounds = [0.4, 400]; // of the zoom

/** The picture of a whole graph: draws, zooms, and tells what the pointer is on. */
export class Chart {
  /**
   * @param {HTMLElement} box
   * @param {{graph: object, groups: Uint8Array, colours: object, fast: boolean, note: (n: number) => string}} what
   *   `fast` reports a graphics card, `note` returns what is written above the rows of n nodes without links
   * @param {{onSelect: (node: number) => void, onOpen: (node: number) => void, onDrawn: (links: number) => void, onLost: () => void}} events
   *   node is -1 beside all nodes; onDrawn is called with the number of links when a picture is complete
   */
  constructor(box, { graph, groups, colours, fast, note }, events) {
    Object.assign(this, { box, note, graph, fast, events, chunk: steps.first, transform: zoomIdentity, from: null, selected: -1, cursor: -1, hovered: -1, near: [], names: null, shown: null, size: null });
    this.colours = { ...colours, palette: colours.groups.map(parts), edge: parts(colours.edge) };
    this.labels = { ink: colours.ink, ground: colours.ground, accent: colours.accent, quiet: colours.quiet };
    const canvas = () => box.appendChild(document.createElement('canvas'));
    const below = canvas();
    this.top = canvas();
    this.painter = new Painter(below, graph, groups, !fast);
    this.overlay = new Overlay(this.top);
    below.addEventListener('webglcontextlost', () => { if (!this.stopped) events.onLost(); });
    this.listen();
    this.observer = new ResizeObserver(([{ contentRect: { width, height } }]) => this.resize(width, height));
    this.observer.observe(box);
  }

  listen() {
    this.behaviour = zoom().scaleExtent(bounds).clickDistance(4).on('zoom', ({ transform }) => {
      this.transform = transform;
      this.move();
    });
    this.surface = select(this.top).call(this.behaviour).on('dblclick.zoom', null);
    const at = (event) => this.under([event.offsetX, event.offsetY]);
    const { events } = this;
    this.top.addEventListener('pointermove', (event) => { if (event.pointerType === 'mouse' && !event.buttons) this.hover(at(event)); });
    this.top.addEventListener('pointerleave', () => this.hover(-1));
    this.top.addEventListener('click', (event) => {
      this.clicked = at(event);
      events.onSelect(this.clicked);
    });
    this.top.addEventListener('dblclick', (event) => {
      const node = at(event);
      if (node >= 0) events.onOpen(node);
      else this.behaviour.scaleBy(this.surface, 2, [event.offsetX, event.offsetY]);
    });
  }

  resize(width, height) {
    if (!width || !height) return;
    this.size = { width, height, dense: Math.min(2, window.devicePixelRatio || 1) };
    this.base = fit(this.graph, this.size);
    if (this.selected >= 0) this.reveal(this.selected, closer);
    this.settle();
  }

  /** Sets what is drawn, and the names once they are known. */
  show(shown, names) {
    this.names = names;
    if (shown === this.shown) {
      this.stale = true;
      this.later();
      if (this.drawn !== undefined) this.events.onDrawn(this.drawn);
      return;
    }
    this.shown = shown;
    this.apart = shown.nodes.reduce((n, node) => n + 1 - this.graph.isLinked[node], 0);
    this.painter.show(shown);
    this.near = this.selected < 0 ? [] : neighbours(shown.ends, this.selected);
    this.settle();
  }

  /** Marks the selected node and the node on which the keyboard is; -1 is none. A node outside of the window is moved into it. */
  mark(selected, cursor) {
    const isShown = (node) => node >= 0 && this.shown.shown[node];
    const next = isShown(selected) ? selected : -1;
    if (next !== this.selected) {
      this.selected = next;
      this.near = next < 0 ? [] : neighbours(this.shown.ends, next);
      if (next >= 0 && next !== this.clicked) this.reveal(next, closer);
      this.clicked = -1;
    }
    this.cursor = isShown(cursor) ? cursor : -1;
    if (this.cursor >= 0) this.reveal(this.cursor, 1);
    this.stale = true;
    this.later();
  }

  /** Moves a node into the window, at a zoom of at least k. */
  reveal(node, k) {
    if (!this.size) return;
    const { width, height } = this.size;
    const [x, y] = pixel(this.view(), this.graph, node);
    const inside = x >= 0 && y >= 0 && x <= width && y <= height;
    if (inside && this.transform.k >= k) return;
    const to = Math.max(this.transform.k, k);
    const [bx, by] = pixel(this.base, this.graph, node);
    this.behaviour.transform(this.surface, zoomIdentity.translate(width / 2 - bx * to, height / 2 - by * to).scale(to));
  }

  /** Zooms by a factor; without one, the whole graph fits. */
  zoom(factor) {
    if (factor) this.behaviour.scaleBy(this.surface, factor);
    else this.behaviour.transform(this.surface, zoomIdentity);
  }

  hover(node) {
    if (node === this.hovered) return;
    this.hovered = node;
    this.top.style.cursor = node >= 0 ? 'pointer' : '';
    this.later();
  }

  view() { return moved(this.base, this.transform); }

  grown() { return growth(this.shown.nodes.length, this.transform.k); }

  under(place) { return this.shown && this.size ? nodeAt(this.view(), this.graph, this.shown.nodes, this.grown(), place) : -1; }

  /** Draws soon, with everything when the picture has come to rest. */
  move() {
    this.moving = true;
    this.changed = true;
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.settle(), patience);
    this.later();
  }

  settle() {
    clearTimeout(this.timer);
    this.moving = false;
    this.changed = true;
    this.stale = true;
    this.later();
  }

  later() { this.request ??= requestAnimationFrame((now) => this.frame(now)); }

  frame(now) {
    this.request = undefined;
    if (!this.size || !this.shown) return;
    if (this.changed) this.begin(now);
    else if (this.from !== null) this.go(now);
    if (this.stale) this.overlay.label(this.state());
    this.stale = false;
    this.overlay.draw(this.state());
  }

  state() {
    return {
      graph: this.graph, shown: this.shown, names: this.names, view: this.view(), k: this.transform.k, grown: this.grown(), size: this.size, note: this.apart > 0 ? this.note(this.apart) : '',
      selected: this.selected, cursor: this.cursor, hovered: this.hovered, near: this.near, colours: this.labels,
    };
  }

  /** Begins a picture. A graphics card draws everything at once; software draws the heaviest links first, and goes on. */
  begin(now) {
    const { painter } = this;
    this.changed = false;
    this.drawn = undefined;
    this.painter.begin(this.view(), this.transform.k, this.size, this.colours);
    this.from = painter.drawLinks(0, this.fast ? Infinity : this.chunk);
    painter.drawNodes();
    Object.assign(this, { began: now, last: now });
    this.finish(now);
  }

  /** Draws more links by software, as many at once as keep the page quick. */
  go(now) {
    const took = now - this.last;
    this.last = now;
    if (took < steps.quick) this.chunk = Math.min(steps.most, 2 * this.chunk);
    else if (took > steps.long) this.chunk = Math.max(steps.least, this.chunk / 2);
    this.from = this.painter.drawLinks(this.from, this.chunk);
    this.finish(now);
  }

  finish(now) {
    if (this.moving) {
      this.from = null;
      return;
    }
    if (this.from < this.painter.counts.links && now - this.began < steps.all) {
      this.later();
      return;
    }
    if (!this.fast) this.painter.drawNodes(); // above the links that came later
    this.drawn = this.from;
    this.from = null;
    this.events.onDrawn(this.drawn);
  }

  stop() {
    this.stopped = true;
    clearTimeout(this.timer);
    cancelAnimationFrame(this.request);
    this.observer.disconnect();
    this.painter.stop();
    this.box.replaceChildren();
  }
}

/** The red, green and blue of a colour of the page, from 0 to 1. */
const parts = (colour) => colour.match(/[\d.]+/g).slice(0, 3).map((part) => part / 255);
