// Lists the functions that the page's program does without until its first screen stands and somebody has typed, and those
// that the engine does without while it shows the first file: `node profile.mjs LIST LIST` with a page that is watched.
// See `xtask/src/split.mjs`.

import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { PAGE, browser, host, ready } from './support.mjs';

/** A program that is watched: what its functions are listed as, and which of them were called. */
const watched = (name, what) => ({
  what, names: JSON.parse(readFileSync(join(PAGE, name), 'utf8')), called: new Set(),
});
const programs = [
  watched('names.json', "the page's program that its first screen does without"),
  watched('engine_names.json', 'the engine that the first file does without'),
];
const chromium = await browser();
const site = await host();

/** Notes what a program called so far. */
async function note({ names, called }, where) {
  for (const at of await where.evaluate(() => [...self.seen])) called.add(names[at]);
}

/**
 * Visits the page for the first time, does something before the first file is there and something behind it, and notes what
 * ran when that was done: of the engine before it was whole.
 */
async function visit(how, act = async () => {}, hurry = async () => {}) {
  const context = await chromium.newContext({ viewport: { width: 1440, height: 900 }, ...how });
  const page = await context.newPage();
  await page.goto(site.url);
  await hurry(page);
  await page.locator('.line').first().waitFor({ state: 'attached' });
  await page.waitForTimeout(1500);
  await act(page);
  const [engine] = page.workers();
  await note(programs[1], engine);
  await engine.evaluate(() => self.settle());
  await ready(page);
  await page.waitForTimeout(1500);
  await act(page);
  await note(programs[0], page);
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
for (const text of ['q', 'quick', 'quicker']) {
  await visit({ locale: 'en-US' }, undefined, async (page) => {
    await page.locator('[id="/name"]').fill(text);
    await page.keyboard.type('er');
  });
}
for (const width of [1024, 390]) await visit({ locale: 'en-US', viewport: { width, height: 800 } });

await chromium.close();
site.close();
for (const [place, { what, names, called }] of programs.entries()) {
  const list = [...new Set(names.filter((name) => name && !called.has(name)))].sort();
  const head = `# The functions of ${what}; \`cargo xtask profile\` writes it.`;
  writeFileSync(process.argv[2 + place], [head, ...list, ''].join('\n'));
  console.log(`${list.length} of ${new Set(names).size} functions of ${what}`);
}
