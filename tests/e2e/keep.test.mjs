// What a person made is still there: storage that fails, tabs that die, two tabs, older versions, links.

import assert from 'node:assert/strict';
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { deflateSync } from 'node:zlib';
import { PAGE, browser, host, rebuilt, visit } from './support.mjs';

let chromium;
let site;

before(async () => {
  [chromium, site] = await Promise.all([browser(), host()]);
});

after(async () => {
  await chromium?.close();
  site?.close();
});

const name = (page) => page.locator('#design-name');
const saved = (page) => page.getByText(/^Saved in this browser/).waitFor();
const engine = (page) => page.locator('.line').first().waitFor({ state: 'attached' });
const rows = (page) => page.locator('ul.shelf').first().locator('> li');
const versions = (page) => page.locator('ol.versions > li');

async function rename(page, text) {
  await name(page).fill(text);
  await saved(page);
  await page.waitForTimeout(600);
}

async function designs(page) {
  await page.getByRole('button', { name: 'Designs' }).click();
  await page.getByRole('heading', { name: 'Your designs' }).waitFor();
}

/** Makes versions of the open design, the first one named so, the last one renamed and in another region, and lists them. */
async function threeVersions(page) {
  await rename(page, 'first');
  await page.getByRole('navigation', { name: 'Sections' }).getByRole('link', { name: 'App' }).click();
  await page.getByLabel('Region').selectOption('eu-west-1');
  await page.waitForTimeout(600);
  await rename(page, 'second');
  await designs(page);
  await versions(page).nth(2).waitFor();
}

const close = (page) => page.getByRole('dialog').getByRole('button', { name: 'Close' }).first().click();

function journey(title, options, run) {
  test(title, async () => {
    const seen = await visit(chromium, site, options);
    try {
      await engine(seen.page);
      await run(seen);
      assert.deepEqual(seen.troubles, []);
    } finally {
      await seen.context.close();
    }
  });
}

journey('one can go back in the history, and undo that', {}, async ({ page }) => {
  await threeVersions(page);
  assert.equal(await rows(page).count(), 1);
  await versions(page).last().getByRole('button', { name: /^Go back to this/ }).click();
  await page.getByRole('dialog').waitFor({ state: 'hidden' });
  assert.equal(await name(page).inputValue(), 'first');
  await page.keyboard.press('Control+z');
  assert.equal(await name(page).inputValue(), 'second');
});

journey('a version is compared with the design as it is now', {}, async ({ page }) => {
  await threeVersions(page);
  await versions(page).last().getByRole('button', { name: /^Compare with this/ }).click();
  const sheet = page.getByRole('dialog', { name: 'Compare' });
  await sheet.getByRole('row', { name: /^Project name first second/ }).waitFor();
  await sheet.getByRole('row', { name: /^Region \S+ eu-west-1/ }).waitFor();
  assert.doesNotMatch(await sheet.locator('table').innerText(), /null|[{"]/);
  // Every older version is among the choices.
  assert.ok(await sheet.locator('select[name=with] option[value^="version "]').count() >= 2);
  await sheet.getByLabel('Compare').selectOption('since');
  await sheet.getByRole('row', { name: /second/ }).first().waitFor();
});

journey('several designs live side by side; one is deleted, brought back, duplicated and opened', {}, async ({ page }) => {
  await rename(page, 'orders');
  await designs(page);
  await page.getByRole('button', { name: 'New design' }).click();
  await rename(page, 'billing');
  await designs(page);
  await rows(page).nth(1).waitFor();
  await page.getByRole('button', { name: 'Delete: orders' }).click();
  await page.locator('details.bin summary').click();
  await page.getByRole('button', { name: 'Bring back: orders' }).click();
  await page.getByRole('button', { name: 'Duplicate: orders' }).click();
  await page.getByRole('button', { name: 'Open: orders-copy' }).waitFor();
  const [file] = await Promise.all([page.waitForEvent('download'), page.getByRole('button', { name: 'Save as file: orders', exact: true }).click()]);
  assert.equal(JSON.parse(readFileSync(await file.path())).name, 'orders');
  await page.getByRole('button', { name: 'Open: orders', exact: true }).click();
  await page.getByRole('dialog').waitFor({ state: 'hidden' });
  assert.equal(await name(page).inputValue(), 'orders');
  // Undo leads back to the other one, which goes on as itself.
  await page.keyboard.press('Control+z');
  assert.equal(await name(page).inputValue(), 'billing');
  await page.waitForTimeout(900);
  await designs(page);
  await page.getByText('Open now').waitFor();
  assert.match(await rows(page).first().innerText(), /billing/);
  assert.equal(await rows(page).count(), 3);
});

test('what is typed in one tab is seen in the other; what is typed in both is kept twice', async () => {
  const seen = await visit(chromium, site);
  const [one, context] = [seen.page, seen.context];
  try {
    await engine(one);
    await rename(one, 'shared');
    const two = await context.newPage();
    await two.goto(site.url);
    await engine(two);
    assert.equal(await name(two).inputValue(), 'shared');
    await rename(one, 'shared-one');
    await two.waitForFunction(() => document.getElementById('design-name').value === 'shared-one');
    await rename(two, 'shared-two');
    await one.waitForFunction(() => document.getElementById('design-name').value === 'shared-two');
    // Both at once, without a pause in which one could hear of the other.
    await Promise.all([name(one).fill('from-one'), name(two).fill('from-two')]);
    const said = (page) => page.getByText('Another tab changed the same design').waitFor();
    await Promise.any([said(one), said(two)]);
    await one.waitForTimeout(1500);
    assert.equal(await name(one).inputValue(), 'from-one');
    assert.equal(await name(two).inputValue(), 'from-two');
    for (const [page, own] of [[one, 'from-one'], [two, 'from-two']]) {
      await page.reload();
      await engine(page);
      assert.equal(await name(page).inputValue(), own);
    }
    await designs(one);
    await rows(one).nth(1).waitFor();
    const listed = await rows(one).allInnerTexts();
    assert.ok(listed.some((row) => row.includes('from-one')) && listed.some((row) => row.includes('from-two')), listed.join());
    // One goes on to another design; the other stays where it is.
    await one.getByRole('button', { name: 'New design' }).click();
    await one.waitForTimeout(900);
    assert.equal(await name(two).inputValue(), 'from-two');
    assert.deepEqual(seen.troubles, []);
  } finally {
    await context.close();
  }
});

/** The page with an engine before which that script runs. */
async function troubled(script, run, options = {}) {
  const own = await host();
  const file = readdirSync(PAGE).find((file) => /^engine-[0-9a-f]+\.js$/.test(file));
  rebuilt(own, file, script + readFileSync(join(PAGE, file), 'utf8'));
  const seen = await visit(chromium, own, options);
  try {
    await engine(seen.page);
    await run(seen);
    assert.deepEqual(seen.troubles, []);
  } finally {
    await seen.context.close();
    own.close();
  }
}

const FAILURES = {
  'refuses': ['indexedDB.open = () => { throw new DOMException("no", "SecurityError"); };', /does not allow the studio/],
  'is missing': ['Object.defineProperty(self, "indexedDB", { value: undefined });', /does not allow the studio/],
  'is full': ['IDBObjectStore.prototype.put = () => { throw new DOMException("no", "QuotaExceededError"); };', /no room left/],
  'never answers': ['indexedDB.open = () => ({});', /does not answer/],
  'was written by a newer version': ['const open = indexedDB.open.bind(indexedDB); indexedDB.open = (name) => open(name + "-newer", 99) && { set onerror(fail) { setTimeout(() => fail(new Event("error"))); }, error: new DOMException("no", "VersionError") };', /newer version of the studio/],
};

for (const [how, [script, said]] of Object.entries(FAILURES)) {
  test(`a database that ${how} is told once, and the work goes on`, () => troubled(script, async ({ page }) => {
    await rename(page, 'kept');
    await page.getByRole('alert').or(page.locator('.notices')).getByText(said).waitFor();
    await page.locator('.notices').getByRole('button').first().click();
    await rename(page, 'kept-still');
    await page.waitForTimeout(500);
    assert.equal(await page.locator('.notices').getByText(said).count(), 0);
    await designs(page);
    await page.getByRole('dialog').getByText(said).waitFor();
    await page.getByRole('button', { name: 'Save the open one as file' }).waitFor();
    await page.reload();
    await engine(page);
    assert.equal(await name(page).inputValue(), 'kept-still');
  }));
}

test('a clock that goes backwards, in the page and behind it, loses nothing', () => {
  // A day back with each look at it, from the second design on.
  const script = 'const real = Date.now; let looks = 0; Date.now = () => real() - 86_400_000 * (globalThis.back ? looks += 1 : 0);';
  const behind = `${script} addEventListener("message", ({ data }) => { if (String(data).includes("clock-1")) globalThis.back = true; });`;
  return troubled(behind, async ({ page }) => {
    for (let word = 0; word < 5; word += 1) {
      if (word === 1) await page.evaluate(`${script} globalThis.back = true;`);
      await rename(page, `clock-${word}`);
      await page.waitForTimeout(500);
    }
    await designs(page);
    // A jump back makes a version more, never one less.
    await versions(page).nth(3).waitFor();
    assert.equal(await rows(page).count(), 1);
    assert.match(await versions(page).first().innerText(), /as it is now/);
    await close(page);
    await page.reload();
    await engine(page);
    assert.equal(await name(page).inputValue(), 'clock-4');
    // The history still leads back.
    await designs(page);
    await versions(page).last().getByRole('button', { name: /^Go back to this/ }).click();
    await page.getByRole('dialog').waitFor({ state: 'hidden' });
    assert.notEqual(await name(page).inputValue(), 'clock-4');
    await page.keyboard.press('Control+z');
    assert.equal(await name(page).inputValue(), 'clock-4');
  });
});

test('a browser that stores nothing says so and offers the file; versions are kept all the same', async () => {
  const refuse = (page) => page.addInitScript(() => { Storage.prototype.setItem = () => { throw new DOMException('full', 'QuotaExceededError'); }; });
  const seen = await visit(chromium, site, { prepare: refuse });
  const { page, context } = seen;
  try {
    await engine(page);
    await name(page).fill('unkept');
    await page.getByText('This browser cannot keep the design').waitFor();
    const [file] = await Promise.all([page.waitForEvent('download'), page.getByRole('button', { name: 'Download a copy' }).click()]);
    assert.equal(JSON.parse(readFileSync(await file.path())).name, 'unkept');
    await designs(page);
    await rows(page).filter({ hasText: 'unkept' }).waitFor();
    assert.deepEqual(seen.troubles, []);
  } finally {
    await context.close();
  }
});

test('a tab that dies in the middle of a write loses a second of typing at most', async (context) => {
  let most = 0;
  const kills = Number(process.env.GATEWAY_STUDIO_KILLS ?? 20);
  const seen = await visit(chromium, site);
  let { page } = seen;
  try {
    await engine(page);
    for (let kill = 0; kill < kills; kill += 1) {
      const typed = [];
      const end = Date.now() + 500 + (kill * 97) % 700;
      for (let word = 0; Date.now() < end; word += 1) {
        await name(page).fill(`kill-${kill}-${word}`);
        typed.push(Date.now());
        // Every third word is followed by a pause, so that some kills meet a write.
        await page.waitForTimeout(word % 3 === 2 ? 310 + (kill * 13) % 60 : 40);
      }
      const session = await seen.context.newCDPSession(page);
      const killed = Date.now();
      await Promise.race([session.send('Page.crash').catch(() => {}), page.waitForEvent('crash')]);
      const next = await seen.context.newPage();
      await page.close();
      page = next;
      await page.goto(site.url);
      await engine(page);
      const found = (await name(page).inputValue()).match(/^kill-(\d+)-(\d+)$/) ?? [];
      const lost = typed.filter((_, word) => Number(found[1]) < kill || word > Number(found[2]));
      if (lost.length) most = Math.max(most, killed - lost[0]);
      assert.ok(lost.length === 0 || killed - lost[0] <= 1000, `kill ${kill}: ${found[0]}, ${killed - lost[0]} ms lost`);
    }
    await designs(page);
    await rows(page).first().waitFor();
    assert.equal(await rows(page).count(), 1);
    context.diagnostic(`${kills} kills survived, ${most} ms of typing lost at most, 0 designs lost`);
  } finally {
    await seen.context.close();
  }
});

/** What a browser throws when WebAssembly comes to an instruction that cannot be. */
const stop = (page) => page.evaluate(() => setTimeout(() => { throw new WebAssembly.RuntimeError('unreachable'); }));

/** The message of a page that stopped; what it says, and the name in the design that it offers to who presses a key. */
async function rescued(page) {
  const box = page.getByRole('alert').filter({ hasText: 'has stopped by a fault' });
  await box.waitFor();
  const save = box.getByRole('button', { name: /^Save design\.json/ });
  assert.ok(await save.evaluate((button) => button === document.activeElement));
  const [download] = await Promise.all([page.waitForEvent('download'), page.keyboard.press('Enter')]);
  assert.equal(download.suggestedFilename(), 'design.json');
  return { box, said: await box.innerText(), name: JSON.parse(readFileSync(await download.path())).name };
}

for (const [title, look] of [['of its own', () => {}], ['while a dialog is open', (page) => page.getByRole('button', { name: 'Share' }).click()]]) {
  test(`a page that stops by a fault ${title} offers the design, then a new start`, async () => {
    const { page, context } = await visit(chromium, site);
    try {
      await engine(page);
      await name(page).fill('kept-to-the-end');
      await page.getByText(/^Saved in this browser/).waitFor();
      await look(page);
      await page.waitForTimeout(300);
      await stop(page);
      const { box, said, name: offered } = await rescued(page);
      assert.match(said, /is kept in this browser/);
      assert.doesNotMatch(said, /did not keep/);
      assert.equal(offered, 'kept-to-the-end');
      await box.getByRole('button', { name: /^Reload/ }).click();
      await engine(page);
      assert.equal(await name(page).inputValue(), 'kept-to-the-end');
    } finally {
      await context.close();
    }
  });
}

const REFUSE = () => { Storage.prototype.setItem = () => { throw new DOMException('full', 'QuotaExceededError'); }; };
for (const [title, before, later] of [['from the start', REFUSE, () => {}], ['later', () => {}, REFUSE]]) {
  test(`where the browser refuses to keep the design ${title}, a page that stops says so, and offers what was typed last`, async () => {
    const { page, context } = await visit(chromium, site, { prepare: (page) => page.addInitScript(before) });
    try {
      await engine(page);
      await name(page).fill('first');
      await page.waitForTimeout(1500);
      await page.evaluate(later);
      await name(page).fill('typed-last');
      await page.getByText('This browser cannot keep the design').first().waitFor();
      await page.waitForTimeout(1500);
      await stop(page);
      const { said, name: offered } = await rescued(page);
      assert.match(said, /did not keep your design/);
      assert.doesNotMatch(said, /is kept/);
      assert.equal(offered, 'typed-last');
    } finally {
      await context.close();
    }
  });
}

journey('a link opens the design that was shared, once somebody says so', {}, async ({ page }) => {
  await rename(page, 'shared-by-link');
  await page.getByRole('button', { name: 'Share' }).click();
  await page.getByText(/^Link \(\d+ characters\)/).waitFor();
  await page.getByText('Values of environment and stage variables (2)').waitFor();
  await page.getByRole('button', { name: 'Copy the link' }).click();
  await page.getByText('The link is copied.').waitFor();
  const link = await page.evaluate(() => navigator.clipboard.readText());
  assert.ok(link.startsWith(`${site.url}#d=`) && link.length < 8000);
  const other = await visit(chromium, site, { path: link.slice(site.url.length) });
  try {
    const to = other.page;
    await to.getByRole('heading', { name: 'A design in a link' }).waitFor();
    await to.getByRole('dialog').getByText('shared-by-link').waitFor();
    assert.equal(await name(to).inputValue(), 'dash-lambda');
    await to.getByRole('button', { name: 'Open it' }).click();
    assert.equal(await name(to).inputValue(), 'shared-by-link');
    await to.waitForFunction(() => !location.hash.startsWith('#d='));
    await to.keyboard.press('Control+z');
    assert.equal(await name(to).inputValue(), 'dash-lambda');
    // In a page that is open already.
    await to.evaluate((hash) => { location.hash = hash; }, new URL(link).hash);
    await to.getByRole('button', { name: 'Cancel' }).click();
    await to.waitForFunction(() => !location.hash.startsWith('#d='));
    assert.equal(await name(to).inputValue(), 'dash-lambda');
    assert.deepEqual(other.troubles, []);
  } finally {
    await other.context.close();
  }
});

journey('an archive that would hold a secret is asked about first, and comes with it or with a placeholder', {}, async ({ page }) => {
  const environment = [{ name: 'DB_PASSWORD', value: 'hunter2-secret' }];
  const design = JSON.stringify({ schema_version: 1, name: 'shop', functions: [{ name: 'app', environment }] });
  const link = deflateSync(design).toString('base64url');
  await page.evaluate((hash) => { location.hash = `d=${hash}`; }, link);
  await page.getByRole('button', { name: 'Open it' }).click();
  for (const [way, file, holds] of [
    ['Download with placeholders', 'shop-placeholders.zip', false],
    ['Download as it is', 'shop.zip', true],
  ]) {
    await page.getByRole('button', { name: 'Download zip' }).click();
    await page.getByRole('heading', { name: 'The archive holds secrets' }).waitFor();
    await page.getByRole('dialog').getByText('hunter2-secret').waitFor();
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('button', { name: way }).click(),
    ]);
    assert.equal(download.suggestedFilename(), file);
    assert.equal(readFileSync(await download.path()).includes('hunter2-secret'), holds);
    await page.getByRole('dialog').waitFor({ state: 'hidden' });
  }
});

journey('a broken or hostile link says what is wrong with it and changes nothing', {}, async ({ page }) => {
  const packed = (text) => deflateSync(text, { level: 9 }).toString('base64url');
  const design = JSON.stringify({ schema_version: 1, name: '<img src=x onerror=alert(1)>' });
  const links = {
    '': /nothing in it/,
    'abc.def': /the character “\.”/,
    [packed(design).slice(0, 40)]: /end of the link is missing/,
    AAAAAAAAAAAA: /were changed or lost/,
    [packed(Buffer.alloc(40_000_000, ' '))]: /more than 16 MB/,
    [packed('{"name":' + '['.repeat(100_000))]: /is not a design/,
    [packed('{"schema_version":1,"stages":"x"}')]: /is not a design/,
  };
  for (const [link, said] of Object.entries(links)) {
    await page.evaluate((hash) => { location.hash = `d=${hash}`; }, link);
    await page.getByRole('dialog').getByText(said).waitFor();
    await close(page);
    await page.waitForFunction(() => !location.hash.startsWith('#d='));
    assert.equal(await name(page).inputValue(), 'dash-lambda');
  }
  await page.evaluate((hash) => { location.hash = `d=${hash}`; }, packed(design));
  await page.getByRole('dialog').getByText('<img src=x').waitFor();
  assert.equal(await page.locator('dialog img').count(), 0);
});
