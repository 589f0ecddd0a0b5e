// The second halves of the page's program and of the engine: the first screen and the first file stand and are used
// without them, and whoever is quicker waits and loses nothing.

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { PAGE, browser, copied, host, visit } from './support.mjs';
import { Published } from './versions.mjs';

let chromium;
let half;
let rest;

before(async () => {
  chromium = await browser();
  const version = new Published();
  half = `/${version.name('later-', '.wasm')}`;
  rest = `/${version.name('rest-', '.wasm')}`;
  version.remove();
});

after(() => chromium?.close());

const field = (page) => page.locator('[id="/name"]');
const stages = (page) => page.locator('.structure').getByText('Stages', { exact: true });

/** A first visit whose second half does not come as it should. */
async function first(change, use, options = {}) {
  const site = await host('/', { headers: { 'cache-control': 'no-store' } });
  change(site);
  const { page, context, troubles } = await visit(chromium, site, { serviceWorkers: 'block', ...options });
  try {
    await use(page, site, troubles);
  } finally {
    await context.close();
    site.close();
  }
}

/** A page that is looked at at that time of day: a zero before a digit is written by a function of its own. */
const at = (hour, minute) => (page) => page.addInitScript(([hour, minute]) => {
  Date.prototype.getHours = () => hour;
  Date.prototype.getMinutes = () => minute;
}, [hour, minute]);

for (const [locale, prepare] of [['en-US', at(3, 5)], ['ja-JP', at(21, 48)]]) {
  test(`the first screen stands, takes what is typed and shows its files without the second half, in ${locale}`, () => first((site) => site.gone.add(half), async (page, site) => {
    const stopped = page.locator('html[data-stopped]');
    await page.locator('.line').or(stopped).first().waitFor({ state: 'attached' });
    assert.equal(await stopped.count(), 0, 'something of the first screen is for later: `cargo xtask profile` parts them anew');
    await field(page).fill('quick');
    await page.keyboard.type('er');
    await page.getByText('quicker', { exact: false }).first().waitFor();
    await page.locator('.listing').getByText('quicker').first().waitFor();
    await page.getByText(locale === 'en-US' ? 'Saved in this browser 03:05' : 'このブラウザに保存済み 21:48').first().waitFor();
    assert.equal(await stopped.count(), 0);
    // Asked for behind the page, and by nothing that ran.
    assert.equal(site.asked.filter((path) => path === half).length, 1);
  }, { locale, prepare }));
}

test('the second half comes by itself, once', () => first(() => {}, async (page, site, troubles) => {
  await stages(page).click();
  await page.getByRole('heading', { name: 'Stages' }).first().waitFor();
  await page.waitForTimeout(500);
  assert.equal(site.asked.filter((path) => path === half).length, 1);
  assert.deepEqual(troubles, []);
}));

test('whoever is quicker waits for it', () => first((site) => site.gone.add(half), async (page, site) => {
  // What came behind the page did not come.
  await page.waitForTimeout(500);
  await field(page).fill('hurried');
  site.gone.clear();
  await stages(page).click();
  await page.getByRole('heading', { name: 'Stages' }).first().waitFor();
  assert.equal(await page.locator('html').getAttribute('data-stopped'), null);
  assert.equal(site.asked.filter((path) => path === half).length, 2);
  await page.locator('.structure').getByText('App', { exact: true }).click();
  assert.equal(await field(page).inputValue(), 'hurried');
}));

for (const [how, change] of [
  ['is gone', (site) => site.gone.add(half)],
  ['is another one', (site) => site.instead.set(half, Buffer.concat([readFileSync(join(PAGE, half)), Buffer.from([0, 2, 1, 120])]))],
]) {
  test(`where it ${how} the page stops with what was typed, and goes on after a reload`, () => first(change, async (page, site) => {
    await field(page).fill('kept');
    await page.getByText(/^Saved in this browser/).waitFor();
    await stages(page).click();
    const box = page.getByRole('alert').filter({ hasText: 'could not be loaded' });
    await box.waitFor();
    const [download] = await Promise.all([page.waitForEvent('download'), box.getByRole('button', { name: /^Save design\.json/ }).click()]);
    assert.equal(JSON.parse(readFileSync(await download.path())).name, 'kept');
    site.gone.clear();
    site.instead.clear();
    await box.getByRole('button', { name: /^Reload/ }).click();
    await stages(page).click();
    await page.getByRole('heading', { name: 'Stages' }).first().waitFor();
  }));
}

/** An engine whose second half comes when `come` is called. */
async function parted(use) {
  let come;
  const held = new Promise((done) => { come = done; });
  await first((site) => site.held.set(rest, held), (page, site, troubles) => use(page, site, troubles, come));
}

test('the first file is there and follows what is typed before the engine is whole; the rest comes by itself, once', () => parted(async (page, site, troubles, come) => {
  const line = page.locator('.listing .line', { hasText: 'quicker' });
  await field(page).fill('quick');
  await page.keyboard.type('er');
  await line.first().waitFor().catch(() => assert.fail('something of the first file is for later: `cargo xtask profile` parts the engine anew'));
  assert.equal(site.asked.filter((path) => path === rest).length, 1);
  assert.equal(await page.getByText('No problems').count(), 0, 'nothing is right before it was judged');
  come();
  await page.getByText('No problems').first().waitFor();
  assert.match(await copied(page, 'sam/template.yaml'), /quicker/);
  assert.equal(site.asked.filter((path) => path === rest).length, 1);
  assert.deepEqual(troubles, []);
}));

test('whoever wants another file before the engine is whole gets it once it is', () => parted(async (page, site, troubles, come) => {
  await page.locator('.line').first().waitFor({ state: 'attached' });
  await page.getByRole('group', { name: 'Files by tool' }).getByRole('button', { name: 'Zappa' }).click();
  await field(page).fill('hurried');
  come();
  await page.locator('.listing .line', { hasText: '"project_name": "hurried"' }).first().waitFor();
  assert.deepEqual(troubles, []);
}));

test('a page that begins with more than the first screen asks for both halves at once', () => first(() => {}, async (page, site, troubles) => {
  await field(page).fill('kept');
  await page.getByText(/^Saved in this browser/).waitFor();
  site.asked.length = 0;
  await page.reload();
  await page.waitForFunction(() => document.querySelector('#design-name')?.value === 'kept');
  assert.equal(site.asked.filter((path) => path === half).length, 1);
  assert.deepEqual(troubles, []);
}));
