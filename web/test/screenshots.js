// Takes the pictures of docs/screenshots: every kind of page, light and dark, on a desk and on a phone.
import { Explorer } from './explorer.js';
import { Visitor } from './visit.js';

const pages = {
  home: '/', results: '/explore?find=cancer', initiative: '/id/jane-2', institute: '/id/sciensano', list: '/id/eunetccc?list=participants&sort=-contribution',
  questions: '/questions', question: '/questions/growth', documentation: '/docs/guide.md', missing: '/id/jane-3',
};

// Nobody is named in a picture.
const jane = '/explore?ids=jane,jane-2&expand=jane,jane-2&types=INSTITUTE,FUNDER,JOINT_ACTION,PROJECT,NETWORK,ALLIANCE,PROGRAMME,EVENT';
const views = { network: `${jane}&sel=jane-2`, table: `${jane}&view=table`, matrix: `${jane}&view=matrix`, timeline: `${jane}&view=timeline&on=2024-06-01`, map: `${jane}&view=map` };

for (const [theme, width, height] of [['light', 1120, 720], ['dark', 1120, 720], ['light', 390, 720], ['dark', 390, 720]]) {
  const one = await new Visitor({ theme, width, height }).start();
  for (const [name, path] of Object.entries(pages)) {
    await one.open(path);
    await one.page.screenshot({ path: `${process.env.SCREENSHOTS}/${name}-${width < 600 ? 'phone' : 'desk'}-${theme}.png` });
  }
  await one.close();
  const explorer = await new Explorer({ theme, width, height: width < 600 ? height : 800 }).start();
  for (const [name, path] of Object.entries(views)) {
    await explorer.open(path);
    if (name === 'network') await explorer.page.locator('.details .facts').waitFor();
    await explorer.page.screenshot({ path: `${process.env.SCREENSHOTS}/explore-${name}-${width < 600 ? 'phone' : 'desk'}-${theme}.png` });
  }
  await explorer.close();
}
