// The map of a whole graph of 50,000 entities or more: what it has, and what it costs a reader. Frames are not counted:
// that would measure the graphics card.
import assert from 'node:assert/strict';
import { test } from 'node:test';

import { service } from './browser.js';
import { Explorer } from './explorer.js';

const loads = 5; // the best of them counts, since other programs may hold the processor
const most = { map: 2_000_000, heap: 150 * 2 ** 20 }; // bytes
const mostScript = 2000; // milliseconds, of all scripts until the picture is complete

/** Waits until the service has placed the entities, as it does once for each edition. */
async function placed() {
  for (;;) {
    const response = await fetch(`${service}/explore/map?all=1`);
    if (response.ok) return new Uint8Array(await response.arrayBuffer());
    assert.equal(response.status, 503);
  }
}

/** Opens the map in a new browser, and returns what it cost. */
async function load() {
  const one = await new Explorer().start();
  try {
    await one.context.addInitScript(() => {
      window.tasks = [];
      new PerformanceObserver((list) => window.tasks.push(...list.getEntries().map(({ duration }) => duration))).observe({ type: 'longtask', buffered: true });
    });
    const client = await one.context.newCDPSession(one.page);
    await client.send('Performance.enable');
    const began = performance.now();
    await one.open('/explore?all=1');
    const drawn = performance.now() - began;
    const { metrics } = await client.send('Performance.getMetrics');
    const script = 1000 * metrics.find(({ name }) => name === 'ScriptDuration').value;
    await client.send('HeapProfiler.collectGarbage');
    const { usedSize, backingStorageSize = 0 } = await client.send('Runtime.getHeapUsage');
    const longest = Math.max(0, ...await one.page.evaluate(() => window.tasks));
    const sent = await one.page.evaluate(() => performance.getEntriesByType('resource').filter(({ name }) => name.includes('/explore/map')).map(({ encodedBodySize }) => encodedBodySize));
    const { nodes, links, cut } = await one.scene();
    await one.sound('the map of the whole graph');
    return { drawn, script, longest, heap: usedSize + backingStorageSize, sent, nodes: nodes.length, links: links.length, cut, status: await one.status() };
  } finally {
    await one.close();
  }
}

test('the map of 50,000 entities is small and quick', async () => {
  const bytes = await placed();
  const [n, l, left, linksLeft] = new Uint32Array(bytes.buffer, 4, 4);
  const all = [];
  for (let i = 0; i < loads; i += 1) all.push(await load());
  const best = (name) => Math.min(...all.map((one) => one[name]));
  console.log(`${n} entities and ${l} links: ${bytes.length} bytes, sent as ${all[0].sent.join(' and ')}; script ${Math.round(best('script'))} ms, longest task ${Math.round(best('longest'))} ms, complete after ${Math.round(best('drawn'))} ms, heap ${Math.round(best('heap') / 2 ** 20)} MB`);
  assert.ok(n === 50_000 && l >= 200_000);
  assert.ok(bytes.length <= most.map);
  assert.deepEqual([all[0].nodes, all[0].cut], [n, left]);
  assert.ok(all[0].status.startsWith(`${n} shown, ${left} not shown · ${l.toLocaleString('en-GB')} links`), all[0].status);
  assert.equal(all[0].status.includes(`${linksLeft.toLocaleString('en-GB')} weakest links are not drawn`), linksLeft > 0, 'the page says what the map leaves out');
  assert.ok(Math.max(...all.map(({ links }) => links)) > 0);
  assert.ok(best('script') <= mostScript && best('heap') <= most.heap);
});

test('somebody finds an entity in it, reads its sources, and goes on from there', async () => {
  const one = await new Explorer().start();
  try {
    await one.open('/explore?all=1');
    await one.change(async () => {
      await one.page.getByRole('combobox', { name: 'Add to the view' }).fill('JANE');
      await one.page.getByRole('option').first().click();
    });
    assert.match(one.page.url(), /sel=jane.*all=1/);
    await one.details().locator('.facts').waitFor();
    assert.match(await one.details().innerText(), /Joint action[\s\S]*JANE[\s\S]*sources?/);
    const button = one.details().getByRole('button', { name: 'Expand' });
    const more = Number(/\d+/.exec(await button.innerText())[0]);
    await one.change(() => button.click());
    assert.equal((await one.scene()).nodes.length, more + 1, 'the neighbours leave the map for a view of their own');
    await one.change(() => one.page.getByRole('button', { name: 'Undo' }).click());
    assert.equal((await one.scene()).nodes.length, 50_000);
  } finally {
    await one.close();
  }
});
