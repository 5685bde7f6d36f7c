import assert from 'node:assert/strict';
import { test } from 'node:test';

import { answers, launch, open } from './browser.js';

test('the editor works with a service that answers only listed documents', async () => {
  const browser = await launch();
  try {
    const page = await open(browser);
    await answers(page, '"SUSTAINING_PARTNER"');
    await page.getByText(/^Dataset .+, CC BY 4.0$/).waitFor();
    const [answer] = await Promise.all([
      page.waitForResponse((r) => r.request().postData()?.includes('ByCountry') || r.request().postData()?.includes('PARTICIPANT_COUNTRY')),
      page.getByRole('button', { name: 'How many participations are there' }).click(),
    ]);
    assert.equal(answer.status(), 200);
    assert.deepEqual(page.faults, [], 'no query is refused');
  } finally {
    await browser.close();
  }
});
