import { Visitor } from './visit.js';

/** A browser with the explorer open. */
export class Explorer extends Visitor {
  /** Opens an address, and waits until its view is drawn. */
  async open(path) {
    await super.open(path);
    await this.drawn();
    return this.page;
  }

  drawn() { return this.page.waitForFunction(() => document.documentElement.dataset.ready === 'true'); }

  /** Does something that changes the view, and waits until it is drawn again. */
  async change(act) {
    const before = this.page.url();
    await act();
    await this.page.waitForFunction((url) => location.href !== url, before);
    await this.drawn();
  }

  /** What is drawn. */
  scene() { return this.page.evaluate(() => window.whojoins.scene()); }

  /** The line that says how much is shown. */
  status() { return this.page.locator('.state').getByRole('status').innerText(); }

  details() { return this.page.getByRole('region', { name: /^(Details|Détails)$/ }); }

  /** Chooses a view by its tab. */
  view(name) { return this.change(() => this.page.getByRole('tab', { name }).click()); }

  /** Adds an entity by its name. */
  async add(name) {
    const box = this.page.getByRole('combobox', { name: 'Add to the view' });
    await box.fill(name);
    await this.page.getByRole('option').first().waitFor();
    await this.change(() => box.press('Enter'));
  }

  /** Opens a dialog by its button. */
  async dialog(name) {
    await this.page.getByRole('button', { name, exact: true }).click();
    return this.page.getByRole('dialog', { name });
  }

  /** Selects an entity in the table, as somebody does who cannot use the picture. */
  async select(name) {
    await this.page.getByRole('button', { name, exact: true }).first().click();
    await this.details().getByRole('heading', { level: 3 }).first().waitFor();
  }
}
