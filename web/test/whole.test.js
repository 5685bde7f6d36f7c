// What the map of the whole graph computes, without a browser.
import assert from 'node:assert/strict';
import { test } from 'node:test';

import { empty, isWhole, parse } from '../src/explore/state.js';
import { arrange } from '../src/explore/whole/arrange.js';
import { fit, growth, moved, nodeAt, pixel } from '../src/explore/whole/camera.js';
import { neighbours, read, visible } from '../src/explore/whole/graph.js';
import { colourByType, legendOf, sceneOf, shownOf } from '../src/explore/whole/scene.js';

/** Writes a map as the service does. */
function map({ nodes, links, left = [0, 0], magic = 'WJM2' }) {
  const view = new DataView(new ArrayBuffer(24 + 13 * nodes.length + 4 * links.length));
  [...magic].forEach((letter, i) => view.setUint8(i, letter.charCodeAt(0)));
  [nodes.length, links.length, ...left, 3].forEach((n, i) => view.setUint32(4 + 4 * i, n, true));
  let at = 24;
  for (const { x, y } of nodes) { view.setFloat32(at, x, true); view.setFloat32(at + 4, y, true); at += 8; }
  for (const { degree } of nodes) { view.setUint32(at, degree, true); at += 4; }
  for (const end of links.flat()) { view.setUint16(at, end, true); at += 2; }
  for (const { type } of nodes) { view.setUint8(at, type); at += 1; }
  return view.buffer;
}

const nodes = [{ x: 0, y: 0, degree: 3, type: 1 }, { x: 10, y: 0, degree: 2, type: 0 }, { x: 0, y: 1000, degree: 2, type: 1 }, { x: -900, y: 0, degree: 0, type: 2 }];
const links = [[0, 1], [0, 2], [1, 2]];
const text = {
  ids: ['a', 'b', 'c', 'd'], names: ['A', 'B', 'C', 'D'], faults: [], edition: 'e', query: { document: '', variables: {} },
  types: [{ value: 'INSTITUTE', label: 'Institutes' }, { value: 'PROJECT', label: 'Projects' }, { value: 'SOURCE', label: 'Sources' }],
  downloads: [{ format: 'csv', label: 'CSV', href: '/explore.csv?edition=e&all=1' }],
};

test('a map is read as the service writes it', () => {
  const graph = read(map({ nodes, links, left: [7, 5] }));
  assert.deepEqual([graph.n, graph.l, graph.left], [4, 3, { nodes: 7, links: 5 }]);
  assert.deepEqual([...graph.at], [0, 0, 10, 0, 0, 1000, -900, 0]);
  assert.deepEqual([[...graph.degrees], [...graph.ends], [...graph.types]], [[3, 2, 2, 0], [0, 1, 0, 2, 1, 2], [1, 0, 1, 2]]);
  assert.throws(() => read(map({ nodes, links, magic: 'WJM1' })), /WJM2/);
  assert.throws(() => read(new ArrayBuffer(3)), /WJM2/);
});

test('a hidden node takes its links along', () => {
  const graph = read(map({ nodes, links }));
  const all = visible(graph, () => true);
  assert.deepEqual([[...all.nodes], [...all.ends]], [[0, 1, 2, 3], [0, 1, 0, 2, 1, 2]]);
  const some = visible(graph, (node) => node !== 1);
  assert.deepEqual([[...some.nodes], [...some.ends], [...some.shown]], [[0, 2, 3], [0, 2], [1, 0, 1, 1]]);
  assert.deepEqual(neighbours(all.ends, 2), [0, 1]);
  assert.deepEqual([...shownOf(graph, text, { types: ['PROJECT'], hide: ['c'] }).nodes], [0]);
});

test('what has links fills a disc in its order, and what has none is in rows below', () => {
  const graph = read(map({ nodes, links }));
  const { at, isLinked, rows } = arrange(graph);
  assert.deepEqual(arrange(graph), arrange(graph));
  const far = (i) => Math.hypot(at[2 * i], at[2 * i + 1]);
  assert.ok(far(0) <= far(1) && far(1) < far(2), 'the order of the distances is kept');
  assert.ok(at[5] > 0 && Math.abs(at[4]) < 1e-3, 'and the direction');
  assert.deepEqual([...isLinked], [1, 1, 1, 0]);
  for (const i of [0, 1, 2]) assert.ok(at[7] < rows.top && rows.top < at[2 * i + 1], 'the rows are below everything else');
  assert.deepEqual([...arrange(read(map({ nodes: [], links: [] }))).at], []);
});

test('the pointer is on the node that is under it', () => {
  const graph = read(map({ nodes, links }));
  const base = fit(graph, { width: 400, height: 300 });
  for (const [k, x, y] of [[1, 0, 0], [8, -300, 50]]) {
    const view = moved(base, { k, x, y });
    for (const node of [0, 2, 3]) assert.equal(nodeAt(view, graph, Uint16Array.of(0, 2, 3), growth(4, k), pixel(view, graph, node)), node);
    assert.equal(nodeAt(view, graph, Uint16Array.of(0, 2, 3), growth(4, k), [-5000, 5000]), -1);
  }
  const inside = [0, 1, 2, 3].map((node) => pixel(base, graph, node));
  assert.ok(inside.every(([x, y]) => x > 0 && x < 400 && y > 0 && y < 300), 'everything fits');
});

test('types beyond the palette share a colour, and the legend counts what is drawn', () => {
  const many = Array.from({ length: 55 }, (_, i) => ({ x: i, y: 0, degree: 0, type: Math.floor((Math.sqrt(8 * i + 1) - 1) / 2) }));
  const graph = read(map({ nodes: many, links: [] }));
  const colours = colourByType(graph);
  const words = { types: Array.from({ length: 10 }, (_, i) => ({ value: `T${i}`, label: `Type ${i}` })) };
  const legend = legendOf(graph, visible(graph, () => true), words, colours, 'Other');
  assert.deepEqual(legend.map(({ label, count }) => [label, count]), [...[9, 8, 7, 6, 5, 4, 3].map((type) => [`Type ${type}`, type + 1]), ['Other', 6]]);
  assert.deepEqual(new Set(colours.groups).size, 8);
  const one = legendOf(graph, visible(graph, (node) => graph.types[node] === 0), words, colours, 'Other');
  assert.deepEqual(one.map(({ label, count }) => [label, count]), [['Other', 1]]);
});

test('the panels have the counts and the files of what is drawn', () => {
  const graph = read(map({ nodes, links, left: [7, 5] }));
  const state = { ...empty(), all: true, types: ['PROJECT'] };
  const scene = sceneOf(graph, text, shownOf(graph, text, state), state, JSON.stringify);
  assert.deepEqual(scene.counts.types.map(({ value, count, on }) => [value, count, on]), [['PROJECT', 2, true], ['INSTITUTE', 1, false], ['SOURCE', 1, false]]);
  assert.deepEqual(JSON.parse(scene.status), { nodes: 2, cut: 7, links: 1, linksCut: 5 });
  assert.equal(scene.downloads[0].href, '/explore.csv?types=PROJECT&edition=e&all=1');
});

test('the map is for the whole graph alone', () => {
  for (const query of ['all=1', 'all=1&sel=jane', 'all=1&types=PROJECT&hide=jane', 'all=1&lang=fr&embed=1']) assert.ok(isWhole(parse(query)), query);
  for (const query of ['', 'ids=jane', 'all=1&view=table', 'all=1&ids=jane', 'all=1&on=2024', 'all=1&via=FUNDING', 'all=1&roles=MEMBER', 'all=1&path=a,b', 'all=1&where={}']) assert.ok(!isWhole(parse(query)), query);
});
