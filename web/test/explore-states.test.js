// Two hundred random states, each put into the address: what is drawn is what the service says belongs
// there, and what follows from the answers of the API by the rules of the explorer.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';

import { query } from '../src/explore/state.js';
import { service } from './browser.js';
import { Explorer } from './explorer.js';
import { randomState, seeded } from './states.js';

const known = {
  ids: ['jane', 'sciensano', 'eu4health', 'echos', 'jane-2', 'oslo-university-hospital', 'becra', 'all-can-belgium', 'bristol-myers-squibb'],
  types: ['INSTITUTE', 'FUNDER', 'PERSON', 'JOINT_ACTION', 'PROJECT'], via: ['PARTICIPATION', 'FUNDING', 'AFFILIATION'], roles: ['COORDINATOR', 'MEMBER'],
};

let one;
before(async () => { one = await new Explorer().start(); await one.open('/explore?ids=jane'); });
after(() => one.close());

const ask = async (document, variables) => {
  const answer = await fetch(`${service}/graphql`, { method: 'POST', headers: { 'Content-Type': 'application/json' }, body: JSON.stringify({ query: document, variables }) });
  const { data, errors } = await answer.json();
  assert.equal(errors, undefined);
  return data;
};

/** The entities that belong on the stage, from the answers of the API. */
async function belong({ ids, expand, path, via, types, hide }) {
  const found = new Map();
  const around = async (of, depth) => {
    if (!of.length) return;
    const { neighbourhood } = await ask('query($of: [ID!]!, $depth: Int!, $via: [RelationType!]) { neighbourhood(of: $of, depth: $depth, via: $via, first: 2000) { nodes { entity { id type } } } }', { of, depth, via: via.length ? via : null });
    for (const { entity } of neighbourhood.nodes) found.set(entity.id, entity.type);
  };
  await around(ids, 0);
  for (const id of expand) await around([id], 1);
  if (path.length) {
    const { paths } = await ask('query($from: ID!, $to: ID!, $via: [RelationType!]) { paths(from: $from, to: $to, via: $via, first: 1) { steps { from { id } to { id } } } }', { from: path[0], to: path[1], via: via.length ? via : null });
    await around(paths.flatMap(({ steps }) => steps.flatMap(({ from, to }) => [from.id, to.id])), 0);
  }
  return [...found].filter(([id, type]) => (!hide.includes(id) || ids.includes(id)) && (!types.length || types.includes(type))).map(([id]) => id).sort();
}

test('two hundred states are drawn as they are', async () => {
  const random = seeded(200);
  for (let i = 0; i < 200; i += 1) {
    const state = randomState(random, known);
    if (!state.ids.length && !state.expand.length && !state.path.length) state.ids = ['jane'];
    const address = query(state);
    const scene = await (await fetch(`${service}/explore/scene?${address}`)).json();
    await one.page.evaluate((search) => {
      document.documentElement.dataset.ready = 'false';
      history.pushState({ step: 1 }, '', `?${search}`);
      dispatchEvent(new PopStateEvent('popstate'));
    }, address);
    await one.page.waitForFunction((wanted) => document.documentElement.dataset.ready === 'true' && document.querySelector('.state [role=status]').textContent.startsWith(wanted), scene.status);
    const drawn = await one.scene();
    const list = (of) => of.map(({ id }) => id).sort();
    assert.equal(drawn.view, state.view, address);
    assert.deepEqual(drawn.nodes.toSorted(), list(scene.nodes), address);
    assert.deepEqual(drawn.links.toSorted(), list(scene.links), address);
    assert.equal(drawn.cut, scene.cut, address);
    if (!state.where && !scene.cut) assert.deepEqual(drawn.nodes.toSorted(), await belong(state), address);
  }
  await one.sound('two hundred states');
});

test('the same address is the same picture in another browser', async () => {
  const address = '/explore?ids=jane&expand=jane,sciensano';
  await one.open(address);
  const first = await one.scene();
  const other = await new Explorer({ width: 800, theme: 'dark' }).start();
  try {
    await other.open(address);
    assert.deepEqual(await other.scene(), first);
  } finally {
    await other.close();
  }
});
