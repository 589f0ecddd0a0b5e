// Every view of the page, as axe-core sees it: WCAG 2.2 A and AA, both themes, both languages, three widths.

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { after, before, test } from 'node:test';
import { browser, host, visit } from './support.mjs';

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const SECTIONS = ['app', 'api', 'functions', 'routes', 'stages', 'domain', 'access', 'cors', 'monitoring'];

let chromium;
let site;

before(async () => {
  [chromium, site] = await Promise.all([browser(), host()]);
});

after(async () => {
  await chromium?.close();
  site?.close();
});

/** What stands against a view, a line each. */
async function violations(page) {
  const found = await page.evaluate(async () => {
    const tags = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];
    const { violations } = await window.axe.run(document, { runOnly: { type: 'tag', values: tags }, resultTypes: ['violations'] });
    return violations.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.target.join(' ')).slice(0, 3).join(' | ')}`);
  });
  return found;
}

for (const width of [1440, 1024, 390]) {
  test(`no violation at ${width} pixels`, async (t) => {
    let views = 0;
    const found = new Map();
    for (const locale of ['en-US', 'ja-JP']) {
      for (const colorScheme of ['light', 'dark']) {
        const viewport = { width, height: 900 };
        const { page, context } = await visit(chromium, site, { viewport, locale, colorScheme, wait: false });
        await page.locator('.line').first().waitFor({ state: 'attached' });
        await page.evaluate(axe);
        const look = async (name) => {
          views += 1;
          for (const line of await violations(page)) found.set(line, `${name}, ${locale}, ${colorScheme}`);
        };
        for (const section of SECTIONS) {
          await page.evaluate((hash) => { location.hash = hash; }, section);
          await page.waitForTimeout(50);
          await look(section);
        }
        if (width === 390) {
          for (const pane of [0, 2, 3]) {
            await page.locator('.bottom-item').nth(pane).click();
            await look(`pane ${pane}`);
          }
        } else {
          await page.locator('.mode').nth(1).click();
          await look('problems');
        }
        await context.close();
      }
    }
    t.diagnostic(`${views} views`);
    assert.deepEqual([...found].map(([line, where]) => `${where}: ${line}`), []);
  });
}
