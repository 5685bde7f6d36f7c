import { growth, sizes } from './camera.js';

// The arrays of the map go to the graphics card as they are, so neither a graph nor a list of objects is made of them;
// sigma needs both, about a kilobyte for each node and link.

const place = `
  in vec2 at;
  uniform vec2 window, move;
  uniform float scale;
  vec4 placed() { return vec4((move + at * vec2(scale, -scale)) / window * vec2(2.0, -2.0) + vec2(-1.0, 1.0), 0.0, 1.0); }`;

const nodeVertex = `#version 300 es
  ${place}
  in float degree, group;
  uniform float grown, dense;
  uniform vec3 palette[8];
  out vec3 colour;
  out float pixels;
  void main() {
    gl_Position = placed();
    pixels = 2.0 * min(${sizes.largest.toFixed(1)}, (${sizes.smallest.toFixed(2)} + ${sizes.steepness.toFixed(2)} * sqrt(degree)) * grown) * dense;
    gl_PointSize = pixels;
    colour = palette[int(group)];
  }`;

const nodeFragment = `#version 300 es
  precision mediump float;
  in vec3 colour;
  in float pixels;
  out vec4 painted;
  void main() {
    float far = length(gl_PointCoord - 0.5) * pixels;
    float cover = clamp(pixels / 2.0 - far + 0.5, 0.0, 1.0);
    if (cover <= 0.0) discard;
    painted = vec4(colour, 1.0) * cover;
  }`;

const linkVertex = `#version 300 es
  ${place}
  void main() { gl_Position = placed(); }`;

const linkFragment = `#version 300 es
  precision mediump float;
  uniform vec4 colour;
  out vec4 painted;
  void main() { painted = vec4(colour.rgb, 1.0) * colour.a; }`;

function program(gl, ...sources) {
  const made = gl.createProgram();
  sources.forEach((source, i) => {
    const shader = gl.createShader([gl.VERTEX_SHADER, gl.FRAGMENT_SHADER][i]);
    gl.shaderSource(shader, source);
    gl.compileShader(shader);
    gl.attachShader(made, shader);
  });
  ['at', 'degree', 'group'].forEach((name, i) => gl.bindAttribLocation(made, i, name));
  gl.linkProgram(made);
  if (!gl.getProgramParameter(made, gl.LINK_STATUS) && !gl.isContextLost()) throw new Error(gl.getProgramInfoLog(made));
  return { made, at: (name) => gl.getUniformLocation(made, name) };
}

/** Draws the nodes and links of a whole graph into a canvas, by WebGL 2. */
export class Painter {
  /**
   * @param {HTMLCanvasElement} canvas
   * @param {Uint8Array} groups the colour of each node, a position in the palette
   * @param {boolean} slow whether a picture is drawn in several steps
   */
  constructor(canvas, graph, groups, slow) {
    this.canvas = canvas;
    const gl = canvas.getContext('webgl2', { alpha: true, antialias: false, depth: false, preserveDrawingBuffer: slow });
    this.gl = gl;
    this.nodes = program(gl, nodeVertex, nodeFragment);
    this.links = program(gl, linkVertex, linkFragment);
    const array = (at, data, size, type) => {
      gl.bindBuffer(gl.ARRAY_BUFFER, gl.createBuffer());
      gl.bufferData(gl.ARRAY_BUFFER, data, gl.STATIC_DRAW);
      gl.enableVertexAttribArray(at);
      gl.vertexAttribPointer(at, size, type, false, 0, 0);
    };
    array(0, graph.at, 2, gl.FLOAT);
    array(1, new Float32Array(graph.degrees), 1, gl.FLOAT);
    array(2, groups, 1, gl.UNSIGNED_BYTE);
    this.nodeOrder = gl.createBuffer();
    this.linkOrder = gl.createBuffer();
    gl.enable(gl.BLEND);
    gl.blendFunc(gl.ONE, gl.ONE_MINUS_SRC_ALPHA);
  }

  /** Sets what is drawn. The best connected nodes are drawn last, above the others. */
  show({ nodes, ends }) {
    const { gl } = this;
    gl.bindBuffer(gl.ELEMENT_ARRAY_BUFFER, this.nodeOrder);
    gl.bufferData(gl.ELEMENT_ARRAY_BUFFER, nodes.toReversed(), gl.STATIC_DRAW);
    gl.bindBuffer(gl.ELEMENT_ARRAY_BUFFER, this.linkOrder);
    gl.bufferData(gl.ELEMENT_ARRAY_BUFFER, ends, gl.STATIC_DRAW);
    this.counts = { nodes: nodes.length, links: ends.length / 2 };
  }

  /**
   * Begins a picture: clears the canvas, and sets how everything is drawn.
   * @param {{scale: number, x: number, y: number}} view
   * @param {number} k the zoom of the reader
   * @param {{width: number, height: number, dense: number}} size in pixels of the page, with the dots that each has
   * @param {{palette: number[][], edge: number[]}} colours from 0 to 1
   */
  begin(view, k, { width, height, dense }, colours) {
    const { gl, canvas, counts } = this;
    const [across, down] = [Math.round(width * dense), Math.round(height * dense)];
    if (canvas.width !== across || canvas.height !== down) Object.assign(canvas, { width: across, height: down });
    gl.viewport(0, 0, across, down);
    gl.clear(gl.COLOR_BUFFER_BIT);
    this.use(this.links, view, { width, height });
    gl.uniform4f(this.links.at('colour'), ...colours.edge, Math.min(0.8, Math.max(0.08, Math.sqrt(1200 / (counts.links || 1)) * k ** 0.5)));
    this.use(this.nodes, view, { width, height });
    gl.uniform1f(this.nodes.at('grown'), growth(counts.nodes, k));
    gl.uniform1f(this.nodes.at('dense'), dense);
    gl.uniform3fv(this.nodes.at('palette'), colours.palette.flat());
  }

  /** Draws links from a number on, and returns the number of the first that is left. */
  drawLinks(from, count) {
    const { gl, counts } = this;
    const next = Math.min(counts.links, from + count);
    gl.useProgram(this.links.made);
    gl.bindBuffer(gl.ELEMENT_ARRAY_BUFFER, this.linkOrder);
    gl.drawElements(gl.LINES, 2 * (next - from), gl.UNSIGNED_SHORT, 4 * from);
    return next;
  }

  drawNodes() {
    const { gl, counts } = this;
    gl.useProgram(this.nodes.made);
    gl.bindBuffer(gl.ELEMENT_ARRAY_BUFFER, this.nodeOrder);
    gl.drawElements(gl.POINTS, counts.nodes, gl.UNSIGNED_SHORT, 0);
  }

  use({ made, at }, { scale, x, y }, { width, height }) {
    const { gl } = this;
    gl.useProgram(made);
    gl.uniform2f(at('window'), width, height);
    gl.uniform2f(at('move'), x, y);
    gl.uniform1f(at('scale'), scale);
  }

  stop() { this.gl.getExtension('WEBGL_lose_context')?.loseContext(); }
}
