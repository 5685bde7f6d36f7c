// What the largest stage of the explorer costs a reader.
import assert from 'node:assert/strict';
import { test } from 'node:test';

import { Explorer } from './explorer.js';

const loads = 3; // the best of them counts, since other programs may hold the processor
const mostHeap = 150 * 2 ** 20; // bytes

// A kind of relation is a filter, so this is a part of the graph, and no map of the whole.
const address = '/explore?all=1&via=PARTICIPATION';

for (const view of ['network', 'table', 'matrix', 'timeline', 'map']) {
  test(`5,000 entities take little memory as a ${view}`, async () => {
    let [heap, longest, scene] = [Infinity, Infinity, null];
    for (let i = 0; i < loads; i += 1) {
      const one = await new Explorer().start();
      try {
        one.page.setDefaultTimeout(120_000);
        await one.context.addInitScript(() => {
          window.tasks = [];
          new PerformanceObserver((list) => window.tasks.push(...list.getEntries().map(({ duration }) => duration))).observe({ type: 'longtask', buffered: true });
        });
        await one.open(`${address}&view=${view}`);
        longest = Math.min(longest, Math.max(0, ...await one.page.evaluate(() => window.tasks)));
        const client = await one.context.newCDPSession(one.page);
        await client.send('HeapProfiler.collectGarbage');
        const { usedSize, backingStorageSize = 0 } = await client.send('Runtime.getHeapUsage');
        heap = Math.min(heap, usedSize + backingStorageSize);
        scene = await one.scene();
      } finally {
        await one.close();
      }
    }
    console.log(`${view}: ${scene.nodes.length} entities and ${scene.links.length} links: heap ${Math.round(heap / 2 ** 20)} MB, longest task ${Math.round(longest)} ms`);
    assert.equal(scene.nodes.length, 5000);
    assert.ok(heap <= mostHeap, `${view}: ${heap} bytes`);
  });
}
