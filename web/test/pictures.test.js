// What the views of the explorer compute, and their words, without a browser.
import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { test } from 'node:test';

import { byCountry, byPlace } from '../src/explore/geo.js';
import { distinct, groups } from '../src/explore/network/groups.js';
import { place } from '../src/explore/network/labels.js';
import { layout } from '../src/explore/network/layout.js';
import { next } from '../src/explore/network/moves.js';
import { sizeOf } from '../src/explore/network/paint.js';
import { separate } from '../src/explore/network/separate.js';
import { leftOver, matrix } from '../src/explore/participation.js';
import { isPublic } from '../src/explore/public.js';
import { dayOf, timeline, written } from '../src/explore/time.js';
import { seeded } from './states.js';

const node = (id, more = {}) => ({ id, name: id.toUpperCase(), acronym: '', type: 'INSTITUTE', typeLabel: 'Institute', countries: [], countryLabel: '', location: null, community: 0, start: '', end: '', links: 1, x: 0, y: 0, requested: false, onPath: false, ...more });
const link = (id, from, to, more = {}) => ({ id, from, to, type: 'PARTICIPATION', typeLabel: 'Participation', roleLabel: '', since: '', until: '', activeFrom: '', activeUntil: '', onPath: false, ...more });

test('groups beyond the palette, and nodes without one, share its last colour', () => {
  const nodes = Array.from({ length: 12 }, (_, i) => node(`n${i}`, { countryLabel: i ? `C${i}` : '' }));
  const { of, legend } = groups({ nodes, links: [] }, 'country', { other: 'Other', unknown: 'Not on record', community: String });
  assert.equal(legend.length, distinct);
  assert.deepEqual(legend.at(-1), { colour: distinct - 1, label: 'Other', count: 5 });
  assert.equal(of.get('n0'), distinct - 1);
  const known = groups({ nodes: [node('a', { countryLabel: 'X' }), node('b')], links: [] }, 'country', { other: 'Other', unknown: 'Not on record', community: String });
  assert.deepEqual(known.legend.map(({ label }) => label), ['X', 'Not on record'], 'missing data is named as such');
});

test('a node has the role that it has most often', () => {
  const links = [link('1', 'a', 'j', { roleLabel: 'Member' }), link('2', 'a', 'k', { roleLabel: 'Lead' }), link('3', 'a', 'l', { roleLabel: 'Lead' })];
  const { legend } = groups({ nodes: [node('a')], links }, 'role', { other: '', unknown: '', community: String });
  assert.deepEqual(legend, [{ colour: 0, label: 'Lead', count: 1 }]);
});

test('labels never overlap, nor leave the window', () => {
  const random = seeded(7);
  const nodes = Array.from({ length: 200 }, (_, i) => ({ id: `n${i}`, x: random() * 600, y: random() * 400, size: 5, width: 80 }));
  const placed = place(nodes, { width: 600, height: 400 });
  const boxes = nodes.filter(({ id }) => placed.has(id)).map(({ id, x, y }) => ({ right: [x + 9, y - 8], left: [x - 89, y - 8], above: [x - 40, y - 25], below: [x - 40, y + 9] })[placed.get(id)]);
  assert.ok(boxes.length > 20);
  for (const [i, [x, y]] of boxes.entries()) {
    assert.ok(x >= 0 && y >= 0 && x + 80 <= 600 && y + 16 <= 400);
    for (const [a, b] of boxes.slice(i + 1)) assert.ok(Math.abs(x - a) >= 80 || Math.abs(y - b) >= 16, 'two labels overlap');
  }
});

test('nodes that cover each other are moved apart, the same way every time', () => {
  const nodes = [node('far', { x: 500, y: 500 }), ...Array.from({ length: 12 }, (_, i) => node(`n${i}`, { x: 1, y: 1, links: 9 }))];
  const at = separate(nodes);
  assert.deepEqual(at, separate(nodes));
  const unit = 900 / 499;
  for (let i = 0; i < 12; i += 1) {
    for (let j = 0; j < i; j += 1) {
      const [a, b] = [at.get(`n${i}`), at.get(`n${j}`)];
      assert.ok(Math.hypot(a.x - b.x, a.y - b.y) * unit > 1.8 * sizeOf(9), `${i} covers ${j}`);
    }
  }
});

test('several relations between two nodes are lines of their own', () => {
  const scene = { nodes: [node('a'), node('b', { x: 10 })], links: [link('1', 'a', 'b'), link('2', 'b', 'a'), link('3', 'a', 'b'), link('4', 'a', 'gone')] };
  const positions = new Map(scene.nodes.map(({ id, x, y }) => [id, { x, y }]));
  const { links } = layout(scene, positions, { width: 400, height: 300 }, { zoom: 1, dx: 0, dy: 0 });
  assert.equal(new Set(links.map(({ d }) => d)).size, 3, 'and a relation without its end is none');
});

test('arrow keys lead to the neighbour in their direction', () => {
  const around = [{ id: 'east', x: 5, y: 1 }, { id: 'north', x: 0, y: 4 }, { id: 'far-east', x: 20, y: 0 }];
  assert.equal(next({ x: 0, y: 0 }, around, 'ArrowRight').id, 'east');
  assert.equal(next({ x: 0, y: 0 }, around, 'ArrowUp').id, 'north');
  assert.equal(next({ x: 0, y: 0 }, around, 'ArrowLeft'), null);
});

test('a matrix has each participation once, and the rest is listed', () => {
  const scene = { nodes: [node('a'), node('b'), node('j', { type: 'PROJECT' }), node('p', { type: 'PROGRAMME' })], links: [link('1', 'a', 'j'), link('2', 'a', 'j'), link('3', 'b', 'j'), link('4', 'p', 'j', { type: 'FUNDING' })] };
  const { rows, columns, cells, counts } = matrix(scene);
  assert.deepEqual([rows.map(({ id }) => id), columns.map(({ id }) => id)], [['a', 'b'], ['j']]);
  assert.equal(cells.get('a j').length, 2);
  assert.equal(counts.get('j'), 2);
  const rest = leftOver(scene, [...rows, ...columns], [...cells.values()].flat());
  assert.deepEqual([rest.nodes.map(({ id }) => id), rest.links.map(({ id }) => id)], [['p'], ['4']]);
});

const days = [['2024-05-17', '2024-05-17', '2024-05-17'], ['2024-02', '2024-02-01', '2024-02-29'], ['2014', '2014-01-01', '2014-12-31'], ['2019-06/2019-07', '2019-06-01', '2019-07-31']];
for (const [text, first, last] of days) {
  test(`${text} is from ${first} to ${last}`, () => assert.deepEqual([written(dayOf(text)), written(dayOf(text, true))], [first, last]));
}

test('a timeline has what has a date, and an end that is not on record is open', () => {
  const scene = { nodes: [node('a'), node('j', { start: '2022', end: '' }), node('k')], links: [link('1', 'a', 'j', { activeFrom: '2023-01' }), link('2', 'a', 'k')] };
  const found = timeline(scene, String);
  assert.deepEqual(found.rows.map(({ id, from, until }) => [id, from && written(from), until]), [['j', '2022-01-01', null], ['1', '2023-01-01', null]]);
  assert.deepEqual([found.nodes.map(({ id }) => id), found.links.map(({ id }) => id)], [['j'], ['1']]);
});

test('an entity is in each of its countries, and in none if none is on record', () => {
  const { countries, nowhere } = byCountry([node('a', { countries: ['BE', 'FR'] }), node('b', { countries: ['FR'] }), node('c')]);
  assert.deepEqual(countries.map(({ code, nodes }) => [code, nodes.length]), [['FR', 2], ['BE', 1]]);
  assert.deepEqual(nowhere.map(({ id }) => id), ['c']);
  const places = byPlace([node('a', { location: { latitude: 50.86, longitude: 4.36 } }), node('b', { location: { latitude: 50.88, longitude: 4.38 } }), node('c')]);
  assert.deepEqual(places.map(({ nodes }) => nodes.length), [2], 'neighbours in a town are one dot');
});

test('other sites are offered only where they can reach the service', () => {
  for (const host of ['localhost', '127.0.0.1', '10.0.0.1', 'server', 'graph.local', 'x.test', '[::1]']) assert.equal(isPublic(host), false, host);
  assert.equal(isPublic('graph.sciensano.be'), true);
});

const folder = new URL('../src/explore/', import.meta.url);
const words = JSON.parse(readFileSync(new URL('words.json', folder), 'utf8'));
const sources = readdirSync(folder, { recursive: true }).filter((name) => /\.jsx?$/.test(name)).map((name) => readFileSync(new URL(name, folder), 'utf8')).join('\n');

test('every word of the explorer is in three languages, with the same values', () => {
  const slots = (text) => [...text.matchAll(/\{\w+\}/g)].map(([slot]) => slot).sort();
  for (const [name, phrases] of Object.entries(words)) {
    for (const language of ['en', 'fr', 'nl']) {
      assert.ok(phrases[language]?.trim(), `${name} has no ${language}`);
      assert.deepEqual(slots(phrases[language]), slots(phrases.en), `${name} in ${language}`);
      if (phrases.one) assert.ok(phrases.one[language]?.trim(), `${name} for one has no ${language}`);
    }
  }
});

test('every word that the explorer uses exists, and no other', () => {
  const used = new Set([...sources.matchAll(/\bt\('(\w+)'/g)].map(([, name]) => name));
  for (const name of used) assert.ok(words[name], `words.json has no ${name}`);
  for (const name of Object.keys(words)) {
    const built = /^(by_|rank)/.test(name) || /^(LACKS|NONE_KNOWN|UNKNOWN)(_NOTE)?$/.test(name);
    assert.ok(built || sources.includes(`'${name}'`) || new RegExp(`\\b${name}: `).test(sources), `${name} is not used`);
  }
});
