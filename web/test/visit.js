import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';

import { launch, service } from './browser.js';

const axe = await readFile(new URL(import.meta.resolve('axe-core/axe.min.js')), 'utf8');

/**
 * A person who works at an institute. Tests name nobody: a person may ask to be removed.
 * @param {string} institute
 * @returns {Promise<{id: string, name: string, familyName: string}>}
 */
export async function personAt(institute) {
  const query = 'query($id: ID!) { institute(id: $id) { affiliates(first: 1, where: { person: { familyName: { isNull: false } } }) { nodes { person { id name familyName } } } } }';
  const answer = await fetch(`${service}/graphql`, { method: 'POST', headers: { 'Content-Type': 'application/json' }, body: JSON.stringify({ query, variables: { id: institute } }) });
  return (await answer.json()).data.institute.affiliates.nodes[0].person;
}

/** A browser, and the pages that were opened in it. */
export class Visitor {
  /** @param {{scripts?: boolean, theme?: string, width?: number, height?: number}} options */
  constructor({ scripts = true, theme = 'light', width = 1280, height = 900 } = {}) {
    Object.assign(this, { scripts, theme, width, height });
  }

  async start() {
    this.browser = await launch();
    this.context = await this.browser.newContext({
      viewport: { width: this.width, height: this.height }, colorScheme: this.theme, javaScriptEnabled: this.scripts, reducedMotion: 'reduce', acceptDownloads: true,
    });
    this.page = await this.context.newPage();
    this.faults = [];
    this.page.on('request', (r) => { if (!/^(data|blob):/.test(r.url()) && new URL(r.url()).origin !== service) this.faults.push(`asks ${r.url()}`); });
    this.page.on('console', (m) => { if (['error', 'warning'].includes(m.type()) && !/status of 4\d\d|GL Driver Message/.test(m.text())) this.faults.push(`console: ${m.text()}`); });
    this.page.on('pageerror', (e) => this.faults.push(`script: ${e.message}`));
    return this;
  }

  close() { return this.browser.close(); }

  /** Opens an address of the service. */
  async open(path) {
    await this.page.goto(service + path);
    return this.page;
  }

  /** Searches as somebody does who types into the box of any page and presses Enter. */
  async find(text) {
    const box = this.page.getByRole('combobox', { name: /^(Search|Rechercher|Zoeken)$/ });
    await box.fill(text);
    await Promise.all([this.page.waitForURL((url) => /^\/(id|explore)/.test(url.pathname) && url.href !== this.before), box.press('Enter')]);
  }

  /** The text of the part of the page that is not the header. */
  text() { return this.page.locator('main').innerText(); }

  /** Checks that the page fits its window, and that nothing was asked elsewhere or went wrong. */
  async sound(name) {
    const wide = await this.page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
    assert.ok(wide <= 0, `${name} is ${wide} pixels wider than its window`);
    assert.deepEqual(this.faults, [], `${name} asks nothing of other hosts, and no script fails`);
  }

  /** Checks that axe-core finds nothing serious. The policy of a page refuses scripts that are written into it, so axe runs outside of it. */
  async accessible(name) {
    await this.page.evaluate(axe);
    const { violations } = await this.page.evaluate(() => window.axe.run(document, { resultTypes: ['violations'] }));
    const serious = violations.filter(({ impact }) => ['serious', 'critical'].includes(impact));
    assert.deepEqual(serious.map(({ id, nodes }) => `${id}: ${nodes[0].target} ${nodes[0].failureSummary}`), [], `${name} is accessible`);
  }
}
