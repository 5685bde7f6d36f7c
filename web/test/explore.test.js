// The explorer in a browser: what nearly everybody does with it. explore-tasks.test.js has the rest.
import assert from 'node:assert/strict';
import { after, test } from 'node:test';

import { Explorer } from './explorer.js';

const opened = [];
const explorer = async (options) => {
  const one = await new Explorer(options).start();
  opened.push(one);
  return one;
};
after(() => Promise.all(opened.map((one) => one.close())));

test('somebody finds an initiative, sees its network, and reads which source states a link', async () => {
  const one = await explorer();
  await one.open('/explore?ids=jane&expand=jane');
  const scene = await one.scene();
  assert.ok(scene.nodes.length > 20 && scene.links.length > 30);
  assert.match(await one.status(), new RegExp(`^${scene.nodes.length} shown, ${scene.cut} not shown`));
  await one.add('Sciensano');
  assert.match(one.page.url(), /ids=jane,sciensano&expand=jane&sel=sciensano/);
  const details = one.details();
  await details.getByRole('button', { name: /JANE Member/ }).first().click();
  await details.getByRole('link', { name: /JANE|Sciensano/ }).first().waitFor();
  assert.match(await details.innerText(), /Participation[\s\S]*Sources[\s\S]*(preferred|normal rank)/);
  await one.sound('the network of JANE');
  await one.accessible('the network of JANE');
});

test('the button says how many it adds, and undo and redo lead back and forth', async () => {
  const one = await explorer();
  await one.open('/explore?ids=jane&sel=jane');
  const button = one.details().getByRole('button', { name: 'Expand' });
  const more = Number(/\d+/.exec(await button.innerText())[0]);
  await one.change(() => button.click());
  assert.equal((await one.scene()).nodes.length, more + 1);
  await one.change(() => one.page.getByRole('button', { name: 'Undo' }).click());
  assert.deepEqual((await one.scene()).nodes, ['jane']);
  await one.change(() => one.page.keyboard.press('Control+Shift+Z'));
  assert.equal((await one.scene()).nodes.length, more + 1);
  await one.change(() => one.page.goBack());
  assert.deepEqual((await one.scene()).nodes, ['jane'], 'the button of the browser does the same');
});

test('every view shows the same, and a phone too', async () => {
  const one = await explorer({ width: 390, height: 800, theme: 'dark' });
  await one.open('/explore?ids=jane&expand=jane');
  const first = await one.scene();
  for (const name of ['Table', 'Matrix', 'Timeline', 'Map', 'Network']) {
    await one.view(name);
    const scene = await one.scene();
    assert.equal(scene.view, name.toLowerCase());
    assert.deepEqual([scene.nodes, scene.links, scene.cut], [first.nodes, first.links, first.cut], name);
    await one.sound(name);
  }
});

test('a wrong value is named, and the rest works', async () => {
  const one = await explorer();
  await one.open('/explore?ids=jane,no-such-thing&on=yesterday');
  assert.deepEqual((await one.scene()).nodes, ['jane']);
  const text = await one.page.getByRole('alert').innerText();
  assert.match(text, /ids[\s\S]*no-such-thing/);
  assert.match(text, /on[\s\S]*yesterday/);
});

test('the whole graph is a map, with the table as its equal', async () => {
  const one = await explorer();
  await one.open('/explore?all=1');
  const { nodes, links, cut, positions } = await one.scene();
  assert.ok(nodes.length > 1000 && links.length > 1000 && cut === 0);
  assert.equal(Object.keys(positions).length, nodes.length);
  assert.match(await one.status(), new RegExp(`^${nodes.length} shown, 0 not shown`));
  await one.accessible('the whole graph');
  const picture = one.page.getByRole('application');
  await one.change(async () => {
    await picture.focus();
    await one.page.keyboard.press('ArrowDown');
    await one.page.keyboard.press('Enter');
  });
  await one.details().locator('.facts').waitFor();
  assert.match(await one.details().innerText(), /Expand: \d+ more[\s\S]*source/);
  await one.change(() => one.page.getByRole('checkbox', { name: 'Projects' }).click());
  const projects = await one.scene();
  assert.ok(projects.nodes.length > 50 && projects.nodes.length < 500);
  await one.change(() => one.page.getByRole('link', { name: 'As a table' }).click());
  assert.deepEqual((await one.scene()).nodes.toSorted(), projects.nodes.toSorted());
  await one.sound('the whole graph');
});
