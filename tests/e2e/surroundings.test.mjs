// What surrounds the page: a host without TLS, other studios and other pages on its host, a frame around it.

import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { PAGE, browser, folder, host, visit } from './support.mjs';

/** Hosts that lead here: no browser takes them for a secure place, as it does 127.0.0.1. */
const PLAIN = 'studio.test';
const SHARED = 's3.eu-west-1.amazonaws.com';

let chromium;

before(async () => {
  chromium = await browser([`--host-resolver-rules=MAP ${PLAIN} 127.0.0.1, MAP ${SHARED} 127.0.0.1`]);
});

after(() => chromium?.close());

/** A visit below another name of the host. */
async function visited(named, use) {
  const site = await host();
  const [origin, url] = [site.origin, site.url].map((address) => address.replace('127.0.0.1', named));
  const { page, context, troubles } = await visit(chromium, { ...site, origin, url }, { permissions: [] });
  try {
    await page.locator('.line').first().waitFor({ state: 'attached' });
    await use(page);
    assert.deepEqual(troubles, []);
  } finally {
    await context.close();
    site.close();
  }
}

/** What lies on the clipboard, as a person sees it who pastes. */
async function pasted(page, field) {
  await field.fill('');
  await field.focus();
  await page.keyboard.press('ControlOrMeta+v');
  return field.inputValue();
}

test('over plain HTTP, too, what is said to be copied is', () => visited(PLAIN, async (page) => {
  assert.equal(await page.evaluate(() => isSecureContext), false);
  await page.getByRole('button', { name: /^Copy/ }).first().click();
  await page.getByText(/^Copied \d+ lines?/).first().waitFor();
  await page.getByRole('button', { name: 'Share' }).click();
  await page.getByText(/^Link \(\d+ characters\)/).waitFor();
  await page.getByRole('button', { name: 'Copy the link' }).click();
  await page.getByText('The link is copied.').waitFor();
  await page.getByRole('dialog').getByRole('button', { name: 'Close' }).first().click();
  const link = await pasted(page, page.locator('#design-name'));
  assert.ok(link.startsWith(`http://${PLAIN}:`) && link.includes('#d='), link.slice(0, 200));
}));

test('two studios in two folders of one host keep apart what they keep', () => folder(async (path) => {
  const folders = ['one', 'two'];
  for (const name of folders) symlinkSync(PAGE, join(path, name));
  const site = await host('/', { folder: path });
  const { page, context } = await visit(chromium, site, { path: 'one/' });
  const name = page.locator('#design-name');
  const designs = async () => {
    await page.getByRole('button', { name: 'Designs' }).click();
    await page.locator('ul.shelf > li').first().waitFor();
    return page.locator('ul.shelf').first().innerText();
  };
  try {
    for (const own of folders) {
      await page.goto(`${site.url}${own}/`);
      await page.locator('.line').first().waitFor({ state: 'attached' });
      assert.equal(await name.inputValue(), 'dash-lambda');
      await name.fill(`made-in-${own}`);
      await page.getByText(/^Saved in this browser/).waitFor();
      await page.waitForTimeout(600);
    }
    for (const [own, other] of [folders, folders.toReversed()]) {
      await page.goto(`${site.url}${own}/index.html`);
      await page.locator('.line').first().waitFor({ state: 'attached' });
      assert.equal(await name.inputValue(), `made-in-${own}`);
      const listed = await designs();
      assert.ok(listed.includes(`made-in-${own}`) && !listed.includes(`made-in-${other}`), listed);
    }
  } finally {
    await context.close();
    site.close();
  }
}));

test('at an address that all buckets share the page says who can read what it keeps', () => visited(SHARED, async (page) => {
  await page.getByText('This address is shared by the buckets of everybody').waitFor();
}));

for (const [title, headers, shows] of [
  ['a host that sends the header', { 'content-security-policy': "frame-ancestors 'none'" }, false],
  ['a host that sends none', {}, true],
]) {
  test(`in a frame of another page nothing can be clicked: ${title}`, async () => {
    const site = await host('/', { headers });
    const path = mkdtempSync(join(tmpdir(), 'gateway-studio-'));
    writeFileSync(join(path, 'index.html'), `<!doctype html><iframe src="${site.url}#d=broken" width="1200" height="800"></iframe>`);
    const outer = await host('/', { folder: path });
    const context = await chromium.newContext();
    const page = await context.newPage();
    try {
      await page.goto(outer.url);
      const framed = page.frameLocator('iframe');
      if (!shows) {
        await page.waitForTimeout(1500);
        assert.equal(await framed.locator('#app').count(), 0);
        return;
      }
      await framed.getByText('Another page shows the studio inside itself').waitFor();
      // By now the program would stand, and say in a dialog what is wrong with the link.
      await page.waitForTimeout(2000);
      await page.mouse.click(600, 400);
      await page.keyboard.press('ControlOrMeta+k');
      for (const [x, y] of [[600, 300], [600, 500], [900, 20]]) await page.mouse.click(x, y);
      assert.equal(await framed.locator('dialog[open], [role=tree], #app button').count(), 0, 'something can be clicked');
      assert.deepEqual(await page.frames()[1].evaluate(() => Object.keys(localStorage)), []);
      const [alone] = await Promise.all([context.waitForEvent('page'), framed.getByRole('link', { name: 'Open the studio by itself' }).click()]);
      await alone.getByRole('tree', { name: 'Routes' }).waitFor();
      assert.equal(await alone.locator('#app').evaluate((app) => app.inert), false);
    } finally {
      await context.close();
      outer.close();
      site.close();
      rmSync(path, { recursive: true });
    }
  });
}
