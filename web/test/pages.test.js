import assert from 'node:assert/strict';
import { after, test } from 'node:test';

import { Visitor } from './visit.js';

const visitors = [];
const visitor = async (options) => {
  const one = await new Visitor(options).start();
  visitors.push(one);
  return one;
};
after(() => Promise.all(visitors.map((one) => one.close())));

test('somebody finds a joint action by its name, and its partners by country, with scripts', async () => {
  const one = await visitor();
  await one.open('/');
  const box = one.page.getByRole('combobox', { name: 'Search' });
  await box.pressSequentially('jane-2', { delay: 5 });
  const option = one.page.getByRole('option', { name: /^JANE-2 Joint action/ });
  await option.waitFor();
  await box.press('ArrowDown');
  await Promise.all([one.page.waitForURL('**/id/jane-2'), box.press('Enter')]);
  assert.match(await one.text(), /of 131 partners on record/);
  await one.page.locator('#participants select[name=country]').selectOption({ label: 'Norway (5)' });
  assert.equal(await one.page.locator('#participants-rows tbody tr:visible').count(), 5);
  await one.page.locator('#participants-rows').getByRole('link', { name: 'Role' }).click();
  assert.equal(await one.page.locator('#participants-rows th[aria-sort=ascending]').innerText(), 'Role ↑'.replace(' ↑', ''));
  await one.sound('JANE-2');
  await one.accessible('JANE-2');
});

test('the same works without scripts', async () => {
  const one = await visitor({ scripts: false, width: 390, height: 800, theme: 'dark' });
  await one.open('/');
  await one.find('jane-2');
  assert.match(one.page.url(), /\/explore\?find=jane-2$/);
  await one.page.getByRole('main').getByRole('link', { name: 'JANE-2', exact: true }).click();
  await one.page.locator('#participants select[name=country]').selectOption('NO');
  await Promise.all([one.page.waitForURL(/list=participants/), one.page.locator('#participants').getByRole('button', { name: 'Filter' }).click()]);
  assert.match(await one.text(), /5 of 30 on record match/);
  await one.page.locator('#facts details').first().locator('summary').click();
  await one.page.locator('#facts details').first().getByRole('link').first().waitFor();
  await one.sound('JANE-2 on a phone');
});
