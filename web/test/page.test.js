import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { after, afterEach, before, beforeEach, test } from 'node:test';

import { answers, launch, open, service, write, written } from './browser.js';

let browser;
const opened = [];
before(async () => { browser = await launch(); });
after(() => browser?.close());

const page = async (options) => {
  const one = await open(browser, options);
  opened.push(one);
  return one;
};

/** A picture for docs/, when they are asked for. */
const picture = async (one, name) => {
  if (!process.env.SCREENSHOTS) return;
  await one.mouse.move(0, 0);
  await one.waitForTimeout(500); // tooltips and cursors come to rest
  await one.screenshot({ path: `${process.env.SCREENSHOTS}/${name}.png` });
};

beforeEach(() => opened.splice(0));
afterEach(async () => {
  for (const one of opened) {
    assert.deepEqual(one.faults, [], 'nothing comes from elsewhere, nothing is refused, no script fails');
    await one.context().close();
  }
});

test('it loads without a network, says what it is, and answers a first question', async () => {
  const one = await page();
  await answers(one, '"SUSTAINING_PARTNER"');
  assert.match(await one.title(), /Whojoins/);
  await one.getByText(/^Dataset .+, CC BY 4.0$/).waitFor();
  for (const name of ['Questions', 'Documentation', 'Schema', 'Licences']) {
    const address = await one.getByRole('link', { name }).evaluate((a) => a.href);
    assert.equal((await one.request.get(address)).status(), 200, `${name} is there`);
  }
  await picture(one, 'page');
});

test('an example question is run, and drawn as a table', async () => {
  const one = await page();
  await one.getByRole('button', { name: 'How many participations are there' }).click();
  await answers(one, '"PARTICIPANT_COUNTRY"');
  await one.getByRole('button', { name: 'Table' }).click();
  const columns = await one.getByRole('columnheader').allTextContents();
  assert.deepEqual(columns, ['field', 'buckets.value', 'buckets.label', 'buckets.count', 'other', 'missing']);
  await one.getByRole('cell', { name: 'Board member', exact: true }).waitFor();
  await picture(one, 'table');
});

test('a question to the graph is an example too, and its steps are rows', async () => {
  const one = await page();
  await one.getByRole('button', { name: 'How are two entities connected' }).click();
  await answers(one, '"Bristol Myers Squibb"');
  await one.getByRole('button', { name: 'Table' }).click();
  const columns = await one.getByRole('columnheader').allTextContents();
  assert.deepEqual(columns.slice(0, 4), ['length', 'steps.from.name', 'steps.from.type', 'steps.relation.type']);
  await one.getByRole('cell', { name: 'Sciensano', exact: true }).first().waitFor();
});

test('an example with variables fills in both editors', async () => {
  const one = await page();
  await one.getByRole('button', { name: 'Who takes part in a joint action' }).click();
  await answers(one, '"JANE"');
  assert.match(await written(one), /\$id: ID!/);
});

test('what somebody wrote stays in its tab when an example is chosen', async () => {
  const one = await page();
  await write(one, '{ meta { name } }');
  await one.getByRole('button', { name: 'Which initiatives continue earlier ones?' }).click();
  await answers(one, '"successor"');
  await one.locator('#graphiql-session-tab-0').click();
  assert.equal(await written(one), '{ meta { name } }');
});

test('an error is shown with its code and its hint', async () => {
  const one = await page();
  await write(one, '{ institutes(first: 5000) { nodes { name } } }');
  await one.getByRole('button', { name: /Execute query/ }).click();
  const alert = one.locator('.errors[role=alert]');
  await alert.getByText('first').waitFor();
  assert.match(await alert.textContent(), /^BAD_USER_INPUT `first` is 5000Hint: send 0 to 1000, and page with `after`$/);
  await picture(one, 'error');
});

test('the answer is saved as a CSV file, and a refusal says why', async () => {
  const one = await page();
  const saved = one.waitForEvent('download');
  await one.getByRole('button', { name: 'Download CSV' }).click();
  const file = await saved;
  assert.equal(file.suggestedFilename(), 'WhoPays.csv');
  const text = await readFile(await file.path(), 'utf8');
  assert.match(text, /funder\.name/);
  assert.match(text, /Bristol Myers Squibb/);

  await write(one, '{ nonsense }');
  await one.getByRole('button', { name: 'Download CSV' }).click();
  await one.locator('.errors').getByText('nonsense').waitFor();
  one.faults = one.faults.filter((fault) => !/status of 4\d\d/.test(fault)); // the browser itself tells of refused requests
});

test('a link brings query and variables to somebody else, and runs them', async () => {
  const one = await page();
  await one.getByRole('button', { name: 'What does an institute take part in' }).click();
  await answers(one, '"Sciensano"');
  await one.getByRole('button', { name: 'Copy link' }).click();
  await one.getByText('The link is copied.').waitFor();
  const link = await one.evaluate(() => navigator.clipboard.readText());
  assert.equal(link, one.url());

  const other = await page({ path: new URL(link).pathname + new URL(link).hash });
  await answers(other, '"Sciensano"');
  assert.equal(await written(other), await written(one));
});

test('the schema can be read and a query built from it', async () => {
  const one = await page();
  await write(one, '{ meta { name } }'); // the explorer warns of lists among arguments, which it leaves as they are
  await one.waitForTimeout(300);
  await one.getByRole('button', { name: 'Show Build a query' }).click();
  await one.locator('.docExplorerWrap').getByText('jointActions', { exact: true }).waitFor();
  await one.getByRole('button', { name: 'Show Documentation Explorer' }).click();
  await one.locator('.graphiql-plugin').getByRole('link', { name: 'Query', exact: true }).waitFor();
});

test('it can be walked through by keyboard, with the focus in sight', async () => {
  const one = await page();
  const visited = [];
  for (let i = 0; i < 60; i++) {
    await one.keyboard.press('Tab');
    const focus = await one.evaluate(() => {
      const element = document.activeElement;
      const marked = element.closest('.graphiql-editor') ?? element;
      const { outlineStyle, outlineWidth } = getComputedStyle(marked);
      const label = element.ariaLabel || element.textContent || element.closest('[aria-label]')?.ariaLabel || '';
      return { label, visible: outlineStyle !== 'none' && parseFloat(outlineWidth) >= 1, body: element === document.body };
    });
    if (focus.body) break;
    assert.ok(focus.label.trim(), `stop ${i} has a name, after ${visited.at(-1)}`);
    assert.ok(focus.visible, `the focus on ${focus.label} is in sight`);
    visited.push(focus.label.trim());
  }
  const place = (text) => visited.findIndex((label) => label.includes(text));
  const order = ['Skip to the editor', 'Schema', 'Show Documentation', 'Which initiatives continue', 'Execute query', 'Table', 'Download CSV'];
  const places = order.map(place);
  assert.ok(!places.includes(-1), `${order[places.indexOf(-1)]} is reached: ${visited.join(' | ')}`);
  assert.deepEqual(places, [...places].sort((a, b) => a - b), 'the order is that of reading');

  await one.getByRole('button', { name: 'Which initiatives continue earlier ones?' }).focus();
  await one.keyboard.press('Enter');
  await answers(one, '"successor"');
});

test('Tab leaves an editor', async () => {
  const one = await page();
  await one.locator('.graphiql-query-editor .monaco-editor').click();
  const before = await written(one);
  await one.keyboard.press('Tab');
  assert.equal(await written(one), before);
  assert.ok(!(await one.evaluate(() => Boolean(document.activeElement.closest('.monaco-editor')))));
});

test('every button and link has a name', async () => {
  const one = await page();
  const nameless = await one.evaluate(() => [...document.querySelectorAll('button, a[href]')]
    .filter((e) => !(e.ariaLabel || e.textContent).trim()).map((e) => e.outerHTML.slice(0, 120)));
  assert.deepEqual(nameless, []);
});

test('it fits a phone', async () => {
  const one = await page({ width: 390, height: 844 });
  await one.getByRole('button', { name: 'Which joint actions have the most' }).click();
  await answers(one, '"jointActions"');
  await one.getByRole('button', { name: 'Table' }).click();
  await one.getByRole('cell', { name: 'JANE', exact: true }).waitFor();
  const { wide, tall } = await one.evaluate(() => ({ wide: document.documentElement.scrollWidth, tall: document.documentElement.scrollHeight }));
  assert.ok(wide <= 390, `nothing stands out to the side: ${wide}`);
  assert.ok(tall < 2500, `no empty space below: ${tall}`);
  await picture(one, 'phone-table');
  await one.evaluate(() => scrollTo(0, 0));
  await picture(one, 'phone');
});

test('it is dark where the system is', async () => {
  const one = await page({ theme: 'dark' });
  const light = await one.evaluate(() => getComputedStyle(document.body).backgroundColor.match(/\d+/g).map(Number).every((c) => c > 128));
  assert.ok(!light);
  await picture(one, 'dark');
});

test('the page of a question has its answer in words, and needs no script', async () => {
  const context = await browser.newContext({ viewport: { width: 1280, height: 1200 }, javaScriptEnabled: false });
  const one = await context.newPage();
  await one.goto(`${service}/questions/who-joins?initiative=jane`);
  await one.getByRole('cell', { name: 'Work package lead', exact: true }).first().waitFor();
  await one.getByRole('cell', { name: 'Italy', exact: true }).first().waitFor();
  await picture(one, 'question');
  await context.close();
});
