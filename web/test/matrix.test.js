// Every kind of page in every language and theme, on a desk, on a phone, and at 200 % zoom: accessible,
// as wide as its window, and asking nothing of other hosts.
import { test } from 'node:test';

import { personAt, Visitor } from './visit.js';

const pages = ['/', '/explore?find=cancer', '/explore?types=PERSON', '/id/jane-2', '/id/eunetccc?list=participants&country=MT', `/id/${(await personAt('sciensano')).id}`, '/id/sciensano',
  '/id/mission-on-cancer', '/id/source-sciensano-jane-2', '/questions', '/questions/who-joins', '/questions/growth', '/questions/institutes-by-country', '/questions/overlap', '/questions/who-gets-how-much', '/questions/how-linked', '/questions/what-sources-dispute', '/docs/', '/docs/guide.md', '/id/jane-3', '/nothing'];

for (const theme of ['light', 'dark']) {
  for (const width of [1280, 640, 390]) {
    test(`${theme}, ${width} pixels wide`, async () => {
      const one = await new Visitor({ theme, width }).start();
      try {
        for (const path of pages) {
          for (const language of width === 1280 ? ['en', 'fr', 'nl'] : ['nl']) {
            const at = `${path}${path.includes('?') ? '&' : '?'}lang=${language}`;
            await one.open(at);
            await one.sound(at);
            await one.accessible(at);
          }
        }
      } finally {
        await one.close();
      }
    });
  }
}
