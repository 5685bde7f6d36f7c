// What the explorer costs a reader: bytes, time without an answer to a key, memory.
import assert from 'node:assert/strict';
import { test } from 'node:test';

import { Explorer } from './explorer.js';

const longestTask = 200; // milliseconds
const loads = 5; // the quickest of them counts, since other programs may hold the processor
const mostHeap = 150 * 2 ** 20; // bytes

test('no task is long with 400 items, and the script waits for nobody', async () => {
  const one = await new Explorer().start();
  try {
    const address = '/explore?expand=eunetccc,sciensano,jane,jane-2';
    await one.context.addInitScript(() => {
      window.tasks = [];
      new PerformanceObserver((list) => window.tasks.push(...list.getEntries().map(({ duration }) => duration))).observe({ type: 'longtask', buffered: true });
    });
    for (const view of ['network', 'table', 'matrix', 'timeline', 'map']) {
      let longest = Infinity;
      for (let i = 0; i < loads; i += 1) {
        await one.open(`${address}&view=${view}`);
        longest = Math.min(longest, Math.max(0, ...await one.page.evaluate(() => window.tasks)));
      }
      const { nodes, links } = await one.scene();
      console.log(`${view}: ${nodes.length} entities and ${links.length} links, longest task ${Math.round(longest)} ms`);
      assert.ok(nodes.length + links.length >= 400);
      assert.ok(longest <= longestTask, `${view}: ${longest} ms`);
    }
    await one.sound(address);
  } finally {
    await one.close();
  }
});

test('the whole dataset takes little memory', async () => {
  const one = await new Explorer().start();
  try {
    for (const view of ['network', 'table']) {
      await one.open(`/explore?all=1&view=${view}`);
      const client = await one.context.newCDPSession(one.page);
      await client.send('HeapProfiler.collectGarbage');
      const { usedSize: used, backingStorageSize: arrays = 0 } = await client.send('Runtime.getHeapUsage');
      const usedSize = used + arrays;
      const { nodes, links } = await one.scene();
      console.log(`${view}: ${nodes.length} entities and ${links.length} links: ${Math.round(usedSize / 2 ** 20)} MB`);
      assert.ok(nodes.length + links.length >= 3000 && usedSize <= mostHeap, `${usedSize} bytes`);
    }
  } finally {
    await one.close();
  }
});
