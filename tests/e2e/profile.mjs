// Lists the functions that the page's program does without until its first screen stands and somebody has typed:
// `node profile.mjs LIST` with a page that is watched. See `xtask/src/split.mjs`.

import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { PAGE, browser, host, ready } from './support.mjs';

const HEAD = `# The functions of the page's program that its first screen does without; \`cargo xtask profile\` writes it.
`;

const names = JSON.parse(readFileSync(join(PAGE, 'names.json'), 'utf8'));
const chromium = await browser();
const site = await host();
const called = new Set();

/** Visits the page for the first time, and notes what ran when that was done. */
async function visit(how, act = async () => {}) {
  const context = await chromium.newContext({ viewport: { width: 1440, height: 900 }, ...how });
  const page = await context.newPage();
  await page.goto(site.url);
  await ready(page);
  await page.waitForTimeout(1500);
  await act(page);
  for (const at of await page.evaluate(() => [...window.seen])) called.add(names[at]);
  await context.close();
}

await visit({ locale: 'en-US' }, async (page) => {
  for (const field of await page.locator('#edit input[type=text]').all()) {
    await field.pressSequentially('ab c');
    await page.keyboard.press('Backspace');
  }
  await page.waitForTimeout(1500);
});
await visit({ locale: 'ja-JP', colorScheme: 'dark' }, async (page) => {
  await page.keyboard.press('Tab');
  await page.mouse.move(300, 300);
  await page.getByRole('treeitem').first().click();
  await page.keyboard.press('ArrowDown');
  await page.waitForTimeout(500);
});
for (const width of [1024, 390]) await visit({ locale: 'en-US', viewport: { width, height: 800 } });

await chromium.close();
site.close();
const list = [...new Set(names.filter((name) => !called.has(name)))].sort();
writeFileSync(process.argv[2], HEAD + list.map((name) => `${name}\n`).join(''));
console.log(`${list.length} names of ${new Set(names).size} are for later`);
