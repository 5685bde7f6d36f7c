import assert from 'node:assert/strict';
import { test } from 'node:test';

import { fragment, question } from '../src/share.js';
import { tables } from '../src/table.js';

const cases = [
  ['nothing is no table', undefined, []],
  ['nested objects are dotted columns',
    { people: { nodes: [{ name: 'A', at: { name: 'X' } }, { name: 'B', at: null }] } },
    [{ name: 'people', columns: ['name', 'at.name'], rows: [{ name: 'A', 'at.name': 'X' }, { name: 'B', at: null }] }]],
  ['one nested list gives its items rows, and an empty one a row still',
    { list: { nodes: [{ n: 1, in: { nodes: [{ k: 'a' }, { k: 'b' }] } }, { n: 2, in: { nodes: [] } }] } },
    [{ name: 'list', columns: ['n', 'in.k'], rows: [{ n: 1, 'in.k': 'a' }, { n: 1, 'in.k': 'b' }, { n: 2 }] }]],
  ['several nested lists are a cell each',
    { list: [{ a: [{ x: 1, y: null }, { x: 2, y: 3 }], b: [{ z: 4 }], words: ['u', 'v'] }] },
    [{ name: 'list', columns: ['a', 'b', 'words'], rows: [{ a: '1; 2, 3', b: '4', words: 'u; v' }] }]],
  ['a list keeps its column beside what is counted of it',
    { l: { nodes: [{ p: { totalCount: 1, nodes: [{ x: 1 }] }, e: [{ y: 2 }] }] } },
    [{ name: 'l', columns: ['p.totalCount', 'p', 'e'], rows: [{ 'p.totalCount': 1, p: '1', e: '2' }] }]],
  ['several lists are several tables',
    { a: { edges: [{ cursor: 'c', node: { n: 1 } }] }, b: [{ m: 2 }] },
    [{ name: 'a', columns: ['cursor', 'n'], rows: [{ cursor: 'c', n: 1 }] }, { name: 'b', columns: ['m'], rows: [{ m: 2 }] }]],
  ['an answer without a list is one row',
    { meta: { version: '1', limits: { page: 20 } } },
    [{ name: 'answer', columns: ['meta.version', 'meta.limits.page'], rows: [{ 'meta.version': '1', 'meta.limits.page': 20 }] }]],
];

for (const [reason, data, want] of cases) {
  test(reason, () => assert.deepEqual(tables(data), want));
}

test('a link carries any question there and back', () => {
  for (const asked of [
    { query: '{ meta { name } }', variables: '' },
    { query: 'query Q($t: String!) { search(text: $t) { totalCount } } # ü&=+%#', variables: '{\n  "t": "Ł & co"\n}' },
  ]) assert.deepEqual(question(fragment(asked)), asked);
  assert.equal(question('#graphiql-session'), null, 'the target of the skip link is no question');
});
