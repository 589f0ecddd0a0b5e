// The bar at the top: at every width, in both languages, nothing in it covers anything else or leaves the window.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { browser, host, visit } from './support.mjs';

let chromium, site;
before(async () => { [chromium, site] = await Promise.all([browser(), host()]); });
after(async () => { await chromium.close(); site.close(); });

for (const locale of ['en-US', 'ja-JP']) {
  test(`controls stand beside each other (${locale})`, async () => {
    const { page, context } = await visit(chromium, site, { locale });
    for (const width of [1920, 1440, 1280, 1024, 900, 390]) {
      await page.setViewportSize({ width, height: 800 });
      const boxes = await page.evaluate(() => [...document.querySelectorAll('.top button, .top select, .top input')]
        .filter((control) => control.checkVisibility() && !control.matches('.offscreen'))
        .map((control) => {
          const { left, right, top, bottom } = control.getBoundingClientRect();
          return { name: control.ariaLabel ?? control.title ?? control.textContent, left, right, top, bottom };
        }));
      assert.ok(boxes.length > 3);
      for (const [place, box] of boxes.entries()) {
        assert.ok(box.left >= 0 && box.right <= width, `${box.name} leaves the window of ${width} pixels`);
        for (const other of boxes.slice(place + 1)) {
          const apart = box.right <= other.left + 1 || other.right <= box.left + 1 || box.bottom <= other.top + 1 || other.bottom <= box.top + 1;
          assert.ok(apart, `${box.name} and ${other.name} lie on each other at ${width} pixels`);
        }
      }
    }
    await context.close();
  });
}

test('the focus comes back to the menu from its dialogs, and stays on Undo at the end of the history', async () => {
  const { page, context, troubles } = await visit(chromium, site, { viewport: { width: 1024, height: 800 }, wait: false });
  const at = (id) => page.waitForFunction((id) => document.activeElement?.id === id, id);
  for (const name of ['Designs', 'Share']) {
    await page.locator('#more-button').click();
    await page.locator('#more').getByRole('button', { name, exact: true }).click();
    await page.locator('dialog[open]').waitFor();
    await page.keyboard.press('Escape');
    await page.locator('dialog[open]').waitFor({ state: 'detached' });
    await at('more-button');
  }
  await page.getByLabel('Design name').fill('other');
  const undo = page.locator('#undo');
  await page.locator('#undo[aria-disabled=false]').waitFor();
  await undo.focus();
  await page.keyboard.press('Enter');
  await page.locator('#undo[aria-disabled=true]').waitFor();
  await at('undo');
  await page.keyboard.press('Enter');
  await page.locator('.status-said').getByText('Nothing to undo').waitFor();
  assert.deepEqual(troubles, []);
  await context.close();
});
