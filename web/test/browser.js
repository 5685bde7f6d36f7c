import { chromium } from 'playwright-core';

/** Where the service answers that is tried. */
export const service = process.env.SERVICE;

const flags = ['--headless', '--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run',
  '--disable-background-networking', '--disable-component-update', '--disable-sync',
  `--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE ${new URL(service).hostname}`];

/** A browser that knows no host but the service's. */
export const launch = () => chromium.launch({ executablePath: process.env.CHROMIUM, args: flags });

/**
 * Opens the page, as somebody does who was never there.
 * @returns the page of playwright, with `faults`: every request to another host, every
 * error in the console or of a script, and everything that the policy of the page refused.
 */
export async function open(browser, { path = '/query', width = 1440, height = 900, theme = process.env.THEME ?? 'light' } = {}) {
  const context = await browser.newContext({ viewport: { width, height }, colorScheme: theme });
  await context.grantPermissions(['clipboard-read', 'clipboard-write'], { origin: service });
  const page = await context.newPage();
  page.faults = [];
  page.on('request', (r) => { if (!/^(data|blob):/.test(r.url()) && new URL(r.url()).origin !== service) page.faults.push(`asks ${r.url()}`); });
  page.on('console', (m) => { if (['error', 'warning'].includes(m.type())) page.faults.push(`console: ${m.text()}`); });
  page.on('pageerror', (e) => page.faults.push(`script: ${e.message}`));
  await context.exposeFunction('refused', (what) => page.faults.push(`policy: ${what}`));
  await context.addInitScript(() => document.addEventListener('securitypolicyviolation', (e) => window.refused(`${e.violatedDirective} ${e.blockedURI}`)));
  await page.goto(service + path);
  await page.locator('.result-window .view-line').first().waitFor();
  return page;
}

/** Waits until the answer, as JSON, has a text in it. */
export async function answers(page, text) {
  await page.waitForFunction((wanted) => window.__MONACO.editor.getModels().some((m) => m.uri.path.includes('response') && m.getValue().includes(wanted)), text);
}

/** Puts a question into the editor, as typing would. */
export async function write(page, query) {
  await page.evaluate((text) => window.__MONACO.editor.getModels().find((m) => m.uri.path.endsWith('.graphql')).setValue(text), query);
}

/** The text of the editor of questions. */
export const written = (page) => page.evaluate(() => window.__MONACO.editor.getModels().find((m) => m.uri.path.endsWith('.graphql')).getValue());
