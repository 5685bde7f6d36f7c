// Twenty tasks of people who use the pages, as they were written down, each done as they would do it. They
// are done with and without scripts, on the dataset and on a graph of 100,000 nodes that contains it.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';

import { service } from './browser.js';
import { personAt, Visitor } from './visit.js';

for (const scripts of [true, false]) {
  const how = scripts ? 'with scripts' : 'without scripts';
  let one;
  before(async () => { one = await new Visitor({ scripts }).start(); });
  after(() => one.close());
  const task = (what, act) => test(`${what} (${how})`, async () => {
    await act();
    await one.sound(what);
  });
  const main = () => one.page.getByRole('main');
  const follow = (name) => main().getByRole('link', { name, exact: true }).first().click();
  const rows = (list) => one.page.locator(`#${list}-rows tbody tr:visible`);

  /** Filters a list, by one field, as it is done with a mouse. */
  const filter = async (list, field, value) => {
    await one.page.locator(`#${list} [name=${field}]`).selectOption(value);
    if (scripts && await one.page.locator(`#${list} form[data-filters]`).count()) return;
    await Promise.all([one.page.waitForURL(new RegExp(`list=${list}`)), one.page.locator(`#${list}`).getByRole('button').click()]);
  };

  /** Opens what a name means, through the search box. */
  const search = async (text, name) => {
    await one.open('/');
    await one.find(text);
    if (new URL(one.page.url()).pathname === '/explore') await follow(name);
    await one.page.getByRole('heading', { level: 1, name }).waitFor();
  };

  task('1. Find Sciensano by a misspelt name', () => search('Sciensanno', 'Sciensano'));

  task('2. Who leads what in JANE?', async () => {
    await search('JANE', 'JANE');
    await filter('participants', 'role', 'WORK_PACKAGE_LEAD');
    assert.ok(await rows('participants').count() >= 2);
    for (const text of await rows('participants').allInnerTexts()) assert.match(text, /Work package lead/);
  });

  task('3. What does a ministry of another country take part in?', async () => {
    await one.open('/explore?find=ministry%20of%20health&types=INSTITUTE');
    const found = main().locator('.briefs li', { hasNotText: 'Belgium' }).first();
    await found.getByRole('link').click();
    await one.page.getByRole('heading', { name: /^Takes part in/ }).first().waitFor();
    assert.ok(await rows('participations').count() >= 1);
  });

  task('4. Which Belgian partners get how much in the Mission on Cancer?', async () => {
    await one.open('/questions');
    await follow('Which partners from a country get how much in a programme?');
    await one.page.locator('#programme').fill('Mission on Cancer');
    await one.page.locator('#country').selectOption({ label: 'Belgium' });
    await Promise.all([one.page.waitForURL(/country=BE/), one.page.getByRole('button', { name: 'Show answer' }).click()]);
    assert.match(await one.page.locator('#answer .coverage').innerText(), /of [\d\s]+ participants on record in \d+ initiatives/);
    const found = await one.page.locator('#answer tbody tr').allInnerTexts();
    assert.ok(found.length > 100 && /EORTC[\s\S]*DE-ESCALATE[\s\S]*6\u202f266\u202f913\u00a0EUR[\s\S]*CORDIS/.test(found[0]), found[0]);
  });

  task('5. Is it known whether EUnetCCC has a partner in Malta?', async () => {
    await one.open('/id/eunetccc?list=participants&country=MT');
    const text = await one.text();
    assert.match(text, /None on record match|0 of \d+ on record match/);
    assert.match(text, /\d+ of 163 partners on record/, 'it says how many partners are not known');
  });

  task('6. Cite JANE-2 in a paper', async () => {
    await search('JANE-2', 'JANE-2');
    await one.page.getByText('Cite', { exact: true }).first().click();
    const text = await one.page.locator('.drop', { hasText: '@misc' }).innerText();
    assert.match(text, /JANE-2\. Whojoins \(20\d\d\): .*Version .*\/id\/jane-2/);
    assert.match(text, /url = \{.*\/id\/jane-2\}/);
  });

  task('7. Report a wrong date', async () => {
    await one.open('/id/jane-2');
    await one.page.getByText('Report an error', { exact: true }).first().click();
    assert.match(await one.page.locator('#report').innerText(), /\/id\/jane-2[\s\S]*Entry: jane-2[\s\S]*Field:/);
  });

  task('8. Take the partners of JANE-2 along in a workbook', async () => {
    await one.open('/id/jane-2');
    const address = await one.page.locator('#participants').getByRole('link', { name: 'XLSX' }).getAttribute('href');
    const answer = await one.context.request.get(service + address);
    assert.equal(answer.status(), 200);
    assert.match(answer.headers()['content-type'], /spreadsheetml/);
  });

  task('9. About what do sources disagree, and which source says what?', async () => {
    await one.open('/id/eunetccc');
    await one.page.getByRole('link', { name: 'Sources disagree' }).first().click();
    const values = one.page.locator('#disputes .sides').first().locator(':scope > li');
    assert.ok(await values.count() >= 2);
    for (const value of await values.all()) assert.ok(await value.getByRole('link').count() >= 1);
  });

  task('10. What did JANE-2 follow?', async () => {
    await one.open('/id/jane-2');
    await one.page.locator('#predecessors').getByRole('link', { name: 'JANE', exact: true }).click();
    await one.page.getByRole('heading', { level: 1, name: 'JANE' }).waitFor();
  });

  task('11. When does JANE-2 end, and who says so?', async () => {
    await one.open('/id/jane-2');
    const fact = one.page.locator('#facts dl > div', { hasText: 'End' }).first();
    assert.match(await fact.innerText(), /31 October 2028/);
    await fact.locator('summary').click();
    await fact.getByRole('link').first().click();
    await one.page.locator('.type', { hasText: /^Source/ }).waitFor();
  });

  task('12. Where does a person work?', async () => {
    const person = await personAt('sciensano');
    await search(person.familyName, person.name);
    assert.match(await one.page.locator('#affiliations').innerText(), /Sciensano/);
    assert.match(await one.text(), /professional roles/);
  });

  task('13. Open an organisation by its identifier in another register', async () => {
    await one.open('/id/https://ror.org/04ejags36');
    assert.equal(new URL(one.page.url()).pathname, '/id/sciensano');
  });

  task('14. Find what was meant by an address that does not exist', async () => {
    await one.open('/id/jane-3');
    assert.match(await one.text(), /We couldn't find that page[\s\S]*Did you mean/);
    await follow('JANE-2');
    await one.page.getByRole('heading', { level: 1, name: 'JANE-2' }).waitFor();
  });

  task('15. Read it in Dutch, and keep reading in Dutch', async () => {
    await one.open('/id/jane-2');
    await one.page.getByRole('link', { name: 'Nederlands' }).click();
    await one.page.getByText('31 oktober 2028').first().waitFor();
    await one.page.locator('#predecessors').getByRole('link', { name: 'JANE', exact: true }).click();
    await one.page.getByRole('heading', { name: /Kerngegevens/ }).waitFor();
    assert.equal(await one.page.locator('html').getAttribute('lang'), 'nl');
  });

  task('16. With whom does Sciensano work most?', async () => {
    await one.open('/id/sciensano');
    const shared = await one.page.locator('#closest tbody td.number').allInnerTexts();
    assert.ok(shared.length === 10 && Number(shared[0]) >= Number(shared[9]) && Number(shared[9]) > 1, shared.join());
  });

  task('17. How much does EUnetCCC cost, according to how many sources?', async () => {
    await one.open('/id/eunetccc');
    const fact = one.page.locator('#facts dl > div', { hasText: 'Budget' });
    assert.match(await fact.innerText(), /110.000.000.EUR\s*\d sources/);
  });

  task('18. Which joint actions are there?', async () => {
    await one.open('/');
    await main().getByRole('link', { name: /Joint actions/ }).click();
    await one.page.getByRole('heading', { level: 1, name: 'Joint actions' }).waitFor();
    assert.ok(await main().locator('.briefs li').count() >= 14);
  });

  task('19. Answer a question of the library, and download the answer', async () => {
    await one.open('/questions/who-joins?initiative=JANE-2');
    assert.match(await one.text(), /20 of 131 partners on record/);
    const csv = await one.page.locator('a[href*="who-joins.csv"]').first().getAttribute('href');
    assert.equal((await one.context.request.get(service + csv)).status(), 200);
  });

  task('20. Look further with words that nobody can find, and see that nothing is claimed', async () => {
    await one.open('/');
    await one.find('qqxxyyzz');
    assert.match(await one.text(), /No name, acronym or identifier on record matches/);
  });
}
