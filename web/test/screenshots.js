// Takes the pictures of docs/screenshots: every kind of page, light and dark, on a desk and on a phone.
// Nobody is named in a picture, so there is none of a person's page, and the others are of initiatives and
// organisations around which no person is on record.
import assert from 'node:assert/strict';

import { service } from './browser.js';
import { Explorer } from './explorer.js';
import { Visitor } from './visit.js';

const pages = {
  home: '/', results: '/explore?find=cancer', initiative: '/id/candle', institute: '/id/vall-d-hebron-institute-of-oncology', list: '/id/candle?list=participants&country=BE#participants',
  questions: '/questions', question: '/questions/growth', answer: '/questions/who-gets-how-much?programme=mission-on-cancer&country=BE#answer', documentation: '/docs/guide.md', missing: '/id/jane-3',
};

const people = await (async () => {
  const query = '{ people(first: 1000) { nodes { name } } }';
  const answer = await fetch(`${service}/graphql`, { method: 'POST', headers: { 'Content-Type': 'application/json' }, body: JSON.stringify({ query }) });
  return (await answer.json()).data.people.nodes.map(({ name }) => name);
})();

/** Takes a picture of a page that names nobody. */
async function take(page, name) {
  const text = await page.locator('body').innerText();
  assert.deepEqual(people.filter((person) => text.includes(person)), [], `${name} names people`);
  await page.screenshot({ path: `${process.env.SCREENSHOTS}/${name}.png` });
}

const jane = '/explore?ids=jane,jane-2&expand=jane,jane-2&types=INSTITUTE,FUNDER,JOINT_ACTION,PROJECT,NETWORK,ALLIANCE,PROGRAMME,EVENT';
const views = {
  network: `${jane}&sel=jane-2`, table: `${jane}&view=table`, matrix: `${jane}&view=matrix`, timeline: `${jane}&view=timeline&on=2024-06-01`, map: `${jane}&view=map`,
  whole: '/explore?all=1&types=INSTITUTE,FUNDER,JOINT_ACTION,PROJECT,NETWORK,ALLIANCE,PROGRAMME,EVENT,CALL,DOCUMENT,TOPIC',
};

for (const [theme, width, height] of [['light', 1120, 720], ['dark', 1120, 720], ['light', 390, 720], ['dark', 390, 720]]) {
  const one = await new Visitor({ theme, width, height }).start();
  for (const [name, path] of Object.entries(pages)) {
    await one.open(path);
    await take(one.page, `${name}-${width < 600 ? 'phone' : 'desk'}-${theme}`);
  }
  await one.close();
  const explorer = await new Explorer({ theme, ...(width < 600 ? { width, height } : { width: 1280, height: 800 }) }).start();
  for (const [name, path] of Object.entries(views)) {
    await explorer.open(path);
    if (name === 'network') await explorer.page.locator('.details .facts').waitFor();
    await take(explorer.page, `explore-${name}-${width < 600 ? 'phone' : 'desk'}-${theme}`);
  }
  await explorer.close();
}
