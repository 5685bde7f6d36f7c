// Thirty tasks of people who use the explorer, as they were written down, each done as they would do it:
// on the dataset, and on a graph of 100,000 nodes that contains it.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';

import { service } from './browser.js';
import { Explorer } from './explorer.js';

let one;
before(async () => { one = await new Explorer().start(); });
after(() => one.close());
const task = (what, act) => test(what, async () => {
  one.faults.length = 0;
  await act();
  await one.sound(what);
});

const jane = '/explore?ids=jane&expand=jane';
const table = (address) => one.open(`${address}&view=table`);
const box = (group, name) => one.page.locator('.filters-panel fieldset', { hasText: group }).getByRole('checkbox', { name });
const names = (table_) => one.page.getByRole('table', { name: table_ }).locator('tbody tr:not([aria-hidden]) th').allInnerTexts();
const get = async (path) => {
  const answer = await one.context.request.get(new URL(path, service).href);
  assert.equal(answer.status(), 200, path);
  return answer.text();
};

task('1. Find Sciensano by a misspelt name, and see whom it works with', async () => {
  await one.open('/explore');
  await one.add('Sciensanno');
  assert.match(one.page.url(), /ids=sciensano&expand=sciensano/);
  assert.ok((await one.scene()).nodes.length > 30);
});

task('2. See who leads work packages of JANE', async () => {
  await table(jane);
  await one.change(() => box('Role', /Work package lead/).check());
  await one.page.getByRole('searchbox', { name: 'Contains' }).fill('work package lead');
  const links = await one.page.getByRole('table', { name: 'Links' }).innerText();
  assert.match(links, /UNICANCER\s+Participation\s+Work package lead\s+JANE/);
  assert.doesNotMatch(links, /\bMember\b/);
});

task('3. What did Sciensano do on 2023-06-01?', async () => {
  await one.open('/explore?ids=sciensano&expand=sciensano&view=timeline');
  await one.change(() => one.page.getByLabel('As of', { exact: true }).fill('2023-06-01'));
  const { links } = await one.scene();
  const all = JSON.parse(await get('/explore/scene?ids=sciensano&expand=sciensano')).links;
  assert.ok(links.length > 5 && links.length < all.length);
  for (const id of links) {
    const { activeFrom, activeUntil } = all.find((link) => link.id === id);
    assert.ok(!(activeFrom && activeFrom > '2023-06-01') && !(activeUntil && activeUntil.length === 10 && activeUntil < '2023-06-01'));
  }
});

task('4. How is a company linked to JANE, and according to which source?', async () => {
  await one.open(jane);
  const dialog = await one.dialog('Path');
  for (const [label, name] of [['From', 'Bristol Myers Squibb'], ['To', 'JANE']]) {
    const end = dialog.getByRole('combobox', { name: label });
    await end.fill(name);
    await dialog.getByRole('option').first().waitFor();
    await end.press('Enter');
  }
  await one.change(() => dialog.getByRole('button', { name: 'Show the shortest path' }).click());
  const scene = JSON.parse(await get(`/explore/scene${new URL(one.page.url()).search}`));
  assert.ok(scene.path.length >= 2);
  await one.open(`/explore?ids=jane&path=bristol-myers-squibb,jane&sel=${scene.path.links[0]}&view=table`);
  await one.details().locator('.evidence a').first().waitFor();
});

task('5. Send the view to a colleague', async () => {
  await one.open('/explore?ids=jane,sciensano&view=matrix&on=2024-01-01');
  const dialog = await one.dialog('Share');
  const address = await dialog.getByRole('textbox', { name: 'Address of this view' }).inputValue();
  const colleague = await new Explorer().start();
  try {
    await colleague.open(address.slice(service.length));
    assert.deepEqual(await colleague.scene(), await one.scene());
  } finally {
    await colleague.close();
  }
});

for (const [number, name, type, sign] of [[6, 'GEXF', /xml/, '<gexf'], [7, 'VOSviewer', /json/, '"network"'], [8, 'Excel', /spreadsheetml/, 'PK'], [9, 'GraphML', /xml/, '<graphml']]) {
  task(`${number}. Put the network into a file: ${name}`, async () => {
    await one.open(jane);
    const dialog = await one.dialog('Download');
    const link = dialog.getByRole('link', { name: new RegExp(name) }).first();
    const answer = await one.context.request.get(await link.evaluate((a) => a.href));
    assert.equal(answer.status(), 200);
    assert.match(answer.headers()['content-type'], type);
    assert.ok((await answer.text()).includes(sign));
  });
}

task('10. Take the table along as CSV: it has every link of the view', async () => {
  await one.open(jane);
  const { links } = await one.scene();
  const dialog = await one.dialog('Download');
  const csv = await get(await dialog.getByRole('link', { name: 'CSV', exact: true }).evaluate((a) => a.href));
  for (const id of links) assert.ok(csv.includes(id), id);
});

task('11. Get the query behind the picture', async () => {
  await one.open(jane);
  const dialog = await one.dialog('GraphQL');
  const query = await dialog.getByRole('textbox', { name: 'Query' }).inputValue();
  const variables = JSON.parse(await dialog.getByRole('textbox', { name: 'Variables' }).inputValue());
  const answer = await (await fetch(`${service}/graphql`, { method: 'POST', headers: { 'Content-Type': 'application/json' }, body: JSON.stringify({ query, variables }) })).json();
  assert.equal(answer.errors, undefined);
  for (const id of (await one.scene()).nodes) assert.ok(JSON.stringify(answer.data).includes(`"${id}"`), id);
  assert.match(await dialog.getByRole('link', { name: 'Open in the editor' }).getAttribute('href'), /\/query#query=/);
});

task('12. Expand a partner, knowing how many it brings', async () => {
  await one.open(`${jane}&sel=oslo-university-hospital`);
  const before = (await one.scene()).nodes.length;
  const button = one.details().getByRole('button', { name: 'Expand' });
  const more = Number(/\d+/.exec(await button.innerText())[0]);
  await one.change(() => button.click());
  const scene = await one.scene();
  assert.equal(scene.nodes.length + scene.cut, before + more);
});

task('13. Remove what is not wanted, and take it back', async () => {
  await one.open(`${jane}&sel=eu4health`);
  await one.change(() => one.details().getByRole('button', { name: 'Remove' }).click());
  assert.ok(!(await one.scene()).nodes.includes('eu4health'));
  assert.match(one.page.url(), /hide=eu4health/);
  await one.change(() => one.page.keyboard.press('Control+z'));
  assert.ok((await one.scene()).nodes.includes('eu4health'));
});

task('14. Paste a list of names, one of which is doubtful and one unknown', async () => {
  await one.open('/explore');
  const dialog = await one.dialog('Paste names');
  await dialog.getByRole('textbox').fill('JANE-2\nSciensano\nMinistry of Health\nqqxxyyzz');
  await dialog.getByRole('button', { name: 'Look up' }).click();
  await dialog.getByRole('heading', { name: /doubtful/ }).waitFor();
  assert.match(await dialog.innerText(), /1 not on record[\s\S]*qqxxyyzz/);
  await one.change(() => dialog.getByRole('button', { name: 'Add 2 to the view' }).click());
  assert.deepEqual((await one.scene()).nodes.toSorted(), ['jane-2', 'sciensano']);
});

task('15. Which partners do JANE and JANE-2 share?', async () => {
  await one.open('/explore?ids=jane,jane-2');
  const dialog = await one.dialog('Overlap');
  await dialog.getByRole('heading', { name: /in all of them/ }).waitFor();
  await dialog.getByRole('link', { name: 'Sciensano', exact: true }).waitFor();
});

task('16. Who could join JANE-2, and why?', async () => {
  await one.open('/explore?ids=jane-2&sel=jane-2');
  const dialog = await one.dialog('Candidates');
  await dialog.getByRole('heading', { name: /candidates/ }).waitFor();
  assert.match(await dialog.innerText(), /works with \d+: /);
});

task('17. Which of these initiatives lack a Maltese partner, as far as it is known?', async () => {
  await one.open('/explore?ids=jane,jane-2,echos,eunetccc');
  const dialog = await one.dialog('Gaps');
  await dialog.getByRole('combobox', { name: /Initiatives without/ }).selectOption('MT');
  await dialog.getByRole('heading', { name: /with none on record/ }).waitFor();
  assert.match(await dialog.innerText(), /Only some participants are on record/);
});

task('18. Who has which role where, as a matrix sorted by initiatives', async () => {
  await one.open('/explore?ids=jane,jane-2&expand=jane,jane-2&view=matrix');
  const counts = await one.page.locator('.roles tbody td.number').allInnerTexts();
  assert.ok(Number(counts[0]) >= Number(counts.at(-1)));
  await one.page.locator('.roles').getByRole('button', { name: 'Partner' }).click();
  const sorted = await one.page.locator('.roles tbody th').allInnerTexts();
  assert.deepEqual(sorted, sorted.toSorted(new Intl.Collator('en', { numeric: true, sensitivity: 'base' }).compare));
});

task('19. Which countries take part, and who is in Spain?', async () => {
  await one.open(`${jane}&view=map`);
  const row = one.page.locator('.geography tbody tr', { hasText: 'Spain' });
  const count = Number(await row.locator('.number').innerText());
  await row.locator('summary').click();
  assert.equal(await row.getByRole('listitem').count(), count);
});

task('20. See only the Belgian partners', async () => {
  await table(jane);
  await one.change(() => box('Country', /Belgium/).check());
  const scene = JSON.parse(await get(`/explore/scene${new URL(one.page.url()).search}`));
  assert.ok(scene.nodes.some(({ country }) => country === 'BE'));
  for (const { country } of scene.nodes) assert.ok(!country || country === 'BE', country);
});

task('21. Hide everything but institutes, and show it again', async () => {
  await table(jane);
  const before = (await one.scene()).nodes.length;
  await one.change(() => box('Type', /Institutes/).check());
  assert.ok((await one.scene()).nodes.length < before);
  await one.change(() => one.page.getByRole('button', { name: 'Clear filters' }).click());
  assert.equal((await one.scene()).nodes.length, before);
});

task('22. Move through the network by the keyboard alone', async () => {
  await one.open(jane);
  await one.page.locator('.picture-keys').focus();
  await one.page.keyboard.press('ArrowDown');
  await one.change(() => one.page.keyboard.press('Enter'));
  assert.match(one.page.url(), /sel=/);
  await one.details().getByRole('heading', { level: 3 }).first().waitFor();
});

task('23. Choose a view by the keyboard alone', async () => {
  await one.open(jane);
  await one.page.getByRole('tab', { name: 'Network' }).focus();
  await one.change(() => one.page.keyboard.press('ArrowRight'));
  assert.equal((await one.scene()).view, 'table');
  assert.equal(await one.page.evaluate(() => document.activeElement.textContent), 'Table');
});

task('24. Read everything that the picture has in the table', async () => {
  await table(jane);
  const scene = await one.scene();
  const heading = (name) => one.page.getByRole('heading', { name: new RegExp(`^${name} \\d+$`) }).innerText();
  assert.equal(await heading('Entries'), `Entries ${scene.nodes.length}`);
  assert.equal(await heading('Links'), `Links ${scene.links.length}`);
});

task('25. Find one partner in a long table', async () => {
  await table('/explore?ids=eunetccc&expand=eunetccc');
  await one.page.getByRole('searchbox', { name: 'Contains' }).fill('oslo');
  for (const name of await names('Entries')) assert.match(name, /oslo/i);
  assert.ok((await names('Entries')).length >= 1);
});

task('26. When does JANE-2 end, and who says so?', async () => {
  await one.open('/explore?ids=jane-2&sel=jane-2');
  const fact = one.details().locator('dl > div', { hasText: /^End/ }).first();
  await fact.locator('summary').click();
  assert.match(await fact.innerText(), /31 October 2028/);
  await fact.getByRole('link').first().waitFor();
});

task('27. Colour the network by country', async () => {
  await one.open(jane);
  await one.page.getByRole('combobox', { name: 'Colour by' }).selectOption('country');
  await one.page.locator('.legend', { hasText: 'Spain' }).waitFor();
  assert.match(await one.page.locator('.legend').innerText(), /Not on record/);
});

task('28. Read it in French, and keep it', async () => {
  await one.open(`${jane}&view=table&lang=fr`);
  await one.change(() => one.page.getByRole('tab', { name: 'Chronologie' }).click());
  assert.match(one.page.url(), /lang=fr/);
  assert.match(await one.status(), /\d+ affiché/);
});

task('29. Put the view into another page', async () => {
  await one.open(jane);
  const dialog = await one.dialog('Share');
  const code = await dialog.getByRole('textbox', { name: 'Code for another site' }).inputValue();
  const address = /src="([^"]+)"/.exec(code)[1].replaceAll('&amp;', '&');
  await one.open(address.slice(service.length));
  assert.equal(await one.page.getByRole('region', { name: 'Details' }).count(), 0);
  assert.ok((await one.scene()).nodes.length > 20);
});

task('30. Look at a view that cannot hold more, and be told', async () => {
  const ids = Array.from({ length: 300 }, (_, i) => `no-such-entity-${i}`).join(',').slice(0, 1960).replace(/,[^,]*$/, '');
  await one.open(`/explore?ids=jane,${ids}`);
  const dialog = await one.dialog('Paste names');
  await dialog.getByRole('textbox').fill(['Sciensano', 'JANE-2', 'EUnetCCC', 'CraNE', 'ECHoS', 'UNICANCER', 'Oslo University Hospital', 'CAN.HEAL'].join('\n'));
  await dialog.getByRole('button', { name: 'Look up' }).click();
  await dialog.getByRole('button', { name: /^Add \d+ to the view/ }).click();
  assert.match(await one.status(), /\d not added: the address of a view can hold 2,000 characters/);
});
