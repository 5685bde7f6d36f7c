// The state of the explorer, its address and its filters, without a browser.
import assert from 'node:assert/strict';
import { test } from 'node:test';

import { choice, chosen, whereOf } from '../src/explore/filter.js';
import { add, blank, collapse, empty, expand, longest, parse, query, remove, views } from '../src/explore/state.js';
import { randomState, seeded } from './states.js';

test('an address is readable, and in one order', () => {
  const state = { ...empty(), ids: ['jane', 'a,b'], expand: ['jane'], view: 'matrix', path: ['x', 'y'], on: '2023-06-01', types: ['INSTITUTE'], embed: true };
  assert.equal(query(state), 'ids=jane,a%2Cb&expand=jane&view=matrix&path=x,y&on=2023-06-01&types=INSTITUTE&embed=1');
  assert.deepEqual(parse(`?${query(state)}`), state);
});

const readings = [
  ['nothing is an empty stage', '', empty()],
  ['enum names may be in any case', 'types=institute&via=part_of', { ...empty(), types: ['INSTITUTE'], via: ['PART_OF'] }],
  ['an identifier keeps its colon and slashes', 'ids=https://ror.org/04ejags36', { ...empty(), ids: ['https://ror.org/04ejags36'] }],
  ['a view that does not exist is the first one', 'view=globe', empty()],
  ['a path has two ends', 'path=jane', empty()],
  ['an id counts once', 'ids=jane,jane', { ...empty(), ids: ['jane'] }],
  ['a sign that is no encoding stays', 'find=100%', { ...empty(), find: '100%' }],
  ['parameters of trackers are none of ours', 'utm_source=x&ids=jane', { ...empty(), ids: ['jane'] }],
];
for (const [reason, address, want] of readings) test(reason, () => assert.deepEqual(parse(address), want));

test('any state is an address and back', () => {
  const random = seeded(19);
  for (let i = 0; i < 2000; i += 1) {
    const state = randomState(random, { ids: ['a', 'b-2', 'ror:1/2', 'c,d', 'é "x"', "o'k(1)*!"], types: ['INSTITUTE', 'PERSON'], via: ['PARTICIPATION'], roles: ['MEMBER'] });
    assert.deepEqual(parse(query(state)), state, query(state));
  }
});

test('what the address cannot hold is not added', () => {
  const many = Array.from({ length: 500 }, (_, i) => `entity-${i}`);
  const { state, left } = add(empty(), many);
  assert.ok(left > 0 && state.ids.length + left === 500);
  assert.ok(`/explore?${query(state)}`.length <= longest);
  assert.ok(`/explore?${query({ ...state, ids: [...state.ids, many[state.ids.length]] })}`.length > longest, 'one more would not fit');
});

test('entities are added, expanded, collapsed and removed', () => {
  let state = add(empty(), ['jane']).state;
  assert.ok(!blank(state) && blank(empty()));
  state = expand(state, 'sciensano').state;
  assert.deepEqual([state.ids, state.expand], [['jane'], ['sciensano']]);
  state = remove(state, 'neighbour', true);
  assert.deepEqual(state.hide, ['neighbour'], 'what others brought is hidden');
  assert.deepEqual(add(state, ['neighbour']).state.hide, [], 'and shown again when it is added');
  assert.deepEqual(remove(state, 'jane', false).hide, ['neighbour'], 'what is only listed is taken from the list');
  state = collapse(state, 'sciensano');
  assert.deepEqual([state.ids, state.expand], [['jane', 'sciensano'], []], 'an entity stays without its neighbours');
  assert.deepEqual(remove({ ...state, path: ['jane', 'x'], sel: 'jane' }, 'jane', false).path, [], 'a path needs its ends');
});

test('a box of the filters chooses one more, or one less', () => {
  const counts = [{ value: 'MEMBER', on: true }, { value: 'COORDINATOR', on: true }];
  assert.deepEqual(choice('roles', counts, empty(), 'MEMBER'), ['MEMBER']);
  assert.deepEqual(choice('roles', counts, { ...empty(), roles: ['MEMBER'] }, 'MEMBER'), []);
  assert.deepEqual(choice('via', counts, empty(), 'MEMBER'), ['COORDINATOR'], 'boxes of relations show which are followed');
  assert.deepEqual(choice('via', [{ value: 'MEMBER', on: true }], { ...empty(), via: ['MEMBER'] }, 'MEMBER'), ['MEMBER'], 'at least one is followed');
});

test('boxes of countries and programmes are written into the filter beside what somebody wrote', () => {
  const own = '{"name":{"contains":"cancer"}}';
  const two = whereOf('countries', whereOf('countries', own, 'BE'), 'FR');
  assert.deepEqual(chosen('countries', two), ['BE', 'FR']);
  const both = whereOf('programmes', two, 'eu4health');
  assert.deepEqual([chosen('countries', both), chosen('programmes', both)], [['BE', 'FR'], ['eu4health']]);
  assert.equal(whereOf('programmes', whereOf('countries', whereOf('countries', both, 'BE'), 'FR'), 'eu4health'), own);
  assert.equal(whereOf('countries', whereOf('countries', '', 'BE'), 'BE'), '');
});

test('there are five views', () => assert.deepEqual(views, ['network', 'table', 'matrix', 'timeline', 'map']));
