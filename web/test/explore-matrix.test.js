// Every view of the explorer in every language and theme, on a desk, on a phone, and at 200 % zoom:
// accessible, as wide as its window, and asking nothing of other hosts.
import { test } from 'node:test';

import { Explorer } from './explorer.js';

const views = ['network', 'table', 'matrix', 'timeline', 'map'];
const dialogs = { en: ['Paste names', 'Path', 'Overlap', 'Candidates', 'Gaps', 'Share', 'Download', 'GraphQL'] };

for (const theme of ['light', 'dark']) {
  for (const width of [1280, 640, 390]) {
    test(`the explorer, ${theme}, ${width} pixels wide`, async () => {
      const one = await new Explorer({ theme, width }).start();
      try {
        for (const view of views) {
          for (const language of width === 1280 ? ['en', 'fr', 'nl'] : ['nl']) {
            const at = `/explore?ids=jane&expand=jane&view=${view}&sel=jane&lang=${language}`;
            await one.open(at);
            await one.page.locator('.details .facts').waitFor();
            await one.sound(at);
            await one.accessible(at);
          }
        }
        for (const language of ['en', 'fr', 'nl']) {
          const at = `/explore?all=1&sel=jane&lang=${language}`;
          await one.open(at);
          await one.page.locator('.details .facts').waitFor();
          await one.sound(at);
          await one.accessible(at);
        }
        await one.open('/explore?ids=jane,jane-2&expand=jane&embed=1');
        await one.accessible('a view in a frame');
        if (width !== 1280) return;
        await one.open('/explore?ids=jane,jane-2&expand=jane&view=table');
        for (const name of dialogs.en) {
          const dialog = await one.dialog(name);
          await dialog.waitFor();
          await one.accessible(`the dialog ${name}`);
          await one.page.keyboard.press('Escape');
          await dialog.waitFor({ state: 'hidden' });
        }
        await one.sound('the dialogs');
      } finally {
        await one.close();
      }
    });
  }
}
