// The copy of the studio in the browser: the second visit without a network, new versions, broken ones.

import assert from 'node:assert/strict';
import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { browser, copied, host, ready, visit } from './support.mjs';
import { Published } from './versions.mjs';

let chromium;

before(async () => {
  chromium = await browser();
});

after(() => chromium?.close());

const tree = (page) => page.getByRole('tree', { name: 'Routes' });
const marked = (page, name) => page.evaluate((name) => document.documentElement.getAttribute(`data-${name}`), name);
const copies = (page) => page.evaluate(async () => (await caches.keys()).sort());

/** Serves a version of its own; `use` gets it with its site, and it is gone afterwards. */
async function published(prefix, use) {
  const version = new Published();
  const site = await host(prefix, { folder: version.folder });
  try {
    await use(site, version);
  } finally {
    site.close();
    version.remove();
  }
}

for (const [prefix, path] of [['/', ''], ['/studio/', ''], ['/bucket/prefix/', 'index.html']]) {
  test(`the second visit needs no network, at ${prefix}${path}`, () => published(prefix, async (site) => {
    const { page, context, troubles } = await visit(chromium, site, { path });
    await page.getByText('Works offline').waitFor();
    const first = site.asked.length;
    site.close();
    await context.setOffline(true);
    await page.reload();
    await tree(page).waitFor();
    assert.match(await copied(page, 'sam/template.yaml'), /AWSTemplateFormatVersion/);
    await page.getByText('Offline', { exact: true }).waitFor();
    const again = await context.newPage();
    await again.goto(`${site.url}index.html#stages`);
    await tree(again).waitFor();
    assert.equal(site.asked.length, first);
    assert.deepEqual(troubles.filter((trouble) => !/sw\.js|ERR_INTERNET_DISCONNECTED/.test(trouble)), []);
    await context.close();
  }));
}

for (const [how, options] of [['without a copy', { serviceWorkers: 'block' }], ['with a copy', {}]]) {
  test(`${how} the network may go at any moment of a visit: what was made stays, and the next visit works`, async () => {
    const site = await host('/', { headers: { 'cache-control': 'no-store' } });
    const { page, context } = await visit(chromium, site, options);
    const name = page.locator('#design-name');
    await name.fill('kept');
    await page.getByText(/^Saved in this browser/).waitFor();
    if (!options.serviceWorkers) await ready(page);
    for (const moment of [0, 20, 50, 100, 200, 400, 800]) {
      const going = page.goto(site.url, { waitUntil: 'commit' }).catch(() => {});
      await page.waitForTimeout(moment);
      await context.setOffline(true);
      await going;
      await page.waitForTimeout(200);
      await context.setOffline(false);
      await page.goto(site.url);
      await page.waitForFunction(() => document.querySelector('#design-name')?.value === 'kept');
    }
    await context.close();
    site.close();
  });
}

test('nothing is asked of the host after the page stands, and nothing of a design is in the copy', () => published('/', async (site) => {
  const { page, context, troubles } = await visit(chromium, site);
  await ready(page);
  const loaded = site.asked.length;
  // The engine reads files of others, and has nothing to send anything with.
  await page.getByText('No problems').first().waitFor();
  const means = ['fetch', 'XMLHttpRequest', 'WebSocket', 'EventSource', 'importScripts'];
  const [engine] = page.workers();
  for (let tries = 0; tries < 50 && await engine.evaluate(() => 'fetch' in self); tries += 1) await page.waitForTimeout(100);
  assert.deepEqual(await engine.evaluate((names) => names.filter((name) => name in self), means), []);
  await page.evaluate(() => { location.hash = 'app'; });
  await page.getByLabel('Region').selectOption('eu-west-1');
  await page.getByText(/^Saved in this browser/).waitFor();
  assert.match(await copied(page, 'cli/deploy.sh'), /eu-west-1/);
  assert.deepEqual(site.asked.slice(loaded), []);
  assert.deepEqual(troubles, []);
  const kept = await page.evaluate(async () => {
    const copy = await caches.open((await caches.keys())[0]);
    return (await copy.keys()).map((request) => new URL(request.url).pathname.slice(1));
  });
  const served = new Set(site.asked.map((path) => path.slice(1) || 'index.html'));
  assert.deepEqual(kept.filter((name) => !served.has(name)), []);
  assert.ok(kept.includes('index.html') && kept.some((name) => /^engine-.*\.wasm$/.test(name)), kept.join());
  await context.close();
}));

test('a new version waits for the person, and the old one keeps its files', () => published('/', async (site, version) => {
  const { page, context, troubles } = await visit(chromium, site);
  await ready(page);
  const old = version.build;
  version.next('00000000000000b2');
  await page.evaluate(() => { location.hash = 'api'; });
  const field = page.getByLabel('Description');
  await field.fill('typed in the old version');
  // Another page hears of it first, and is of the new version at once: its document comes from the host.
  const other = await context.newPage();
  await other.goto(site.url);
  await tree(other).waitFor();
  assert.equal(await marked(other, 'build'), version.build);
  await page.getByRole('button', { name: 'Update ready' }).waitFor();
  await other.waitForFunction(() => navigator.serviceWorker.controller);
  assert.equal(await other.getByRole('button', { name: 'Update ready' }).count(), 0, 'the new page is new already');
  // Nothing was swapped under the old page: it still types, and its engine starts again from its own file.
  await field.press('End');
  await page.keyboard.type(', and more');
  assert.equal(await marked(page, 'build'), old);
  const engine = await marked(page, 'engine');
  assert.equal(await page.evaluate(async (name) => (await fetch(name)).status, engine), 200);
  assert.equal((await copies(page)).length, 2);
  await page.getByRole('button', { name: 'Update ready' }).click();
  await page.waitForFunction((build) => document.documentElement.dataset.build === build, version.build);
  await tree(page).waitFor();
  await page.evaluate(() => { location.hash = 'api'; });
  assert.equal(await page.getByLabel('Description').inputValue(), 'typed in the old version, and more');
  // No page is old any more, so the next visit clears up.
  await other.reload();
  await other.waitForFunction(async () => (await caches.keys()).length === 1);
  assert.match((await copies(page))[0], new RegExp(`${version.build}$`));
  assert.deepEqual(troubles, []);
  await context.close();
}));

test('a page that is alone takes the new version by its button', () => published('/studio/', async (site, version) => {
  const { page, context } = await visit(chromium, site);
  await ready(page);
  version.next('00000000000000c3');
  await page.evaluate(async () => (await navigator.serviceWorker.getRegistration()).update());
  await page.getByRole('button', { name: 'Update ready' }).click();
  await page.waitForFunction((build) => document.documentElement.dataset.build === build, version.build);
  await tree(page).waitFor();
  await context.setOffline(true);
  await page.reload();
  await tree(page).waitFor();
  assert.equal(await marked(page, 'build'), version.build);
  await context.close();
}));

test('a design that the browser cannot keep is not lost to a new version', () => published('/', async (site, version) => {
  const { page, context } = await visit(chromium, site);
  await ready(page);
  const old = version.build;
  version.next('00000000000000f6');
  await page.evaluate(async () => {
    Storage.prototype.setItem = () => { throw new DOMException('full', 'QuotaExceededError'); };
    location.hash = 'api';
    await (await navigator.serviceWorker.getRegistration()).update();
  });
  await page.getByLabel('Description').fill('nowhere else');
  await page.getByRole('button', { name: 'Update ready' }).click();
  await page.getByRole('alert').getByText(/Download a copy first/).waitFor();
  assert.equal(await marked(page, 'build'), old);
  assert.equal(await page.getByLabel('Description').inputValue(), 'nowhere else');
  await context.close();
}));

test('a version that is half on the host is not taken', () => published('/', async (site, version) => {
  const { page, context } = await visit(chromium, site);
  await ready(page);
  const old = version.build;
  const [index, worker] = ['index.html', 'sw.js'].map((name) => version.read(name));
  version.next('00000000000000d4');
  site.instead.set('/index.html', index).set('/', index);
  assert.notEqual(version.read('sw.js'), worker);
  await page.evaluate(async () => (await navigator.serviceWorker.getRegistration()).update());
  await page.waitForTimeout(1000);
  assert.equal(await page.getByRole('button', { name: 'Update ready' }).count(), 0);
  await context.setOffline(true);
  await page.reload();
  await tree(page).waitFor();
  assert.equal(await marked(page, 'build'), old);
  await context.close();
}));

/** Notes in the page how its first service worker ends to be installed. */
const watched = (page) => page.addInitScript(() => {
  const { register } = ServiceWorkerContainer.prototype;
  ServiceWorkerContainer.prototype.register = async function (...words) {
    const found = await register.apply(this, words);
    const { installing } = found;
    installing?.addEventListener('statechange', () => { window.installed ??= installing.state; });
    return found;
  };
});

for (const [stopped, fresh] of [['before its document', 'sw.js'], ['before its worker', 'index.html']]) {
  test(`who comes for the first time while a new version stopped ${stopped} has a page and no copy, and both once it goes on`, () => published('/', async (site, version) => {
    const [index, worker] = ['index.html', 'sw.js'].map((name) => version.read(name));
    const both = mkdtempSync(join(tmpdir(), 'gateway-studio-both-'));
    cpSync(version.folder, both, { recursive: true });
    version.next('00000000000000a7');
    // As on a host, the files of the old version are still there.
    cpSync(version.folder, both, { recursive: true });
    site.folder = both;
    if (fresh === 'sw.js') site.instead.set('/', index).set('/index.html', index);
    else site.instead.set('/sw.js', worker);
    const { page, context } = await visit(chromium, site, { prepare: watched });
    await page.waitForFunction(() => window.installed === 'redundant');
    assert.equal(await marked(page, 'network'), 'needed');
    assert.deepEqual(await copies(page), []);
    // Nothing is loaded for a copy that cannot be: no file is of the build that the page is not of.
    const others = fresh === 'sw.js' ? /00a7/ : new RegExp(worker.match(/engine-[0-9a-f]+\.js/)[0]);
    assert.deepEqual(site.asked.filter((path) => others.test(path)), []);
    site.instead.clear();
    await page.reload();
    await ready(page);
    assert.equal(await marked(page, 'build'), version.build);
    assert.match((await copies(page)).join(), new RegExp(`${version.build}$`));
    await context.close();
    rmSync(both, { recursive: true });
  }));
}

test('a copy of which a file is gone is not begun', () => published('/', async (site, version) => {
  site.gone.add(`/${version.name('words-ja-', '.txt')}`);
  const { page, context } = await visit(chromium, site, { prepare: watched });
  await page.waitForFunction(() => window.installed === 'redundant');
  assert.deepEqual(await copies(page), []);
  site.gone.clear();
  await page.reload();
  await ready(page);
  assert.equal((await copies(page)).length, 1);
  await context.close();
}));

test('a new version that does not start is taken away, and the studio says so', () => published('/', async (site, version) => {
  const { page, context } = await visit(chromium, site);
  await ready(page);
  await page.evaluate(() => { location.hash = 'api'; });
  await page.getByLabel('Description').fill('kept');
  version.next('00000000000000e5', () => 'throw new Error("a broken version");');
  await page.evaluate(async () => (await navigator.serviceWorker.getRegistration()).update());
  await page.getByRole('button', { name: 'Update ready' }).click();
  // The host gives it broken, too: after one try without the copy the page says so and stays.
  await page.getByRole('alert').getByText(/could not be loaded/).waitFor();
  assert.deepEqual(await copies(page), []);
  assert.equal(await page.evaluate(async () => (await navigator.serviceWorker.getRegistrations()).length), 0);
  const asked = site.asked.filter((path) => path === '/').length;
  await page.waitForTimeout(500);
  assert.equal(site.asked.filter((path) => path === '/').length, asked, 'it does not reload again and again');
  // Once the host has a good one, it starts, tells what happened and has lost nothing.
  const good = new Published();
  site.folder = good.folder;
  await page.reload();
  await tree(page).waitFor();
  await page.getByRole('alert').getByText(/did not start/).waitFor();
  await page.evaluate(() => { location.hash = 'api'; });
  assert.equal(await page.getByLabel('Description').inputValue(), 'kept');
  await ready(page);
  good.remove();
  await context.close();
}));

test('a spoiled copy is taken away and the studio loaded from its host', () => published('/', async (site, version) => {
  const { page, context } = await visit(chromium, site);
  await ready(page);
  await page.evaluate(async (name) => {
    const copy = await caches.open((await caches.keys())[0]);
    await copy.put(name, new Response('spoiled', { headers: { 'content-type': 'text/javascript' } }));
  }, `./${version.name('start-', '.js')}`);
  await page.reload();
  await page.getByRole('alert').getByText(/did not start/).waitFor();
  await tree(page).waitFor();
  await ready(page);
  await context.close();
}));

test('without service workers the page works as before', () => published('/', async (site) => {
  const { page, context, troubles } = await visit(chromium, site, { serviceWorkers: 'block' });
  assert.match(await copied(page, 'sam/template.yaml'), /AWSTemplateFormatVersion/);
  assert.equal(await page.getByText('Works offline').count(), 0);
  assert.deepEqual(troubles, []);
  await context.close();
}));

test('a slow host does not keep the page waiting', () => published('/', async (site) => {
  const { page, context } = await visit(chromium, site);
  await ready(page);
  site.delay = 20_000;
  const start = Date.now();
  await page.reload({ waitUntil: 'commit' });
  await tree(page).waitFor();
  assert.ok(Date.now() - start < 8000, `${Date.now() - start} ms`);
  await context.close();
}));

test('the page can be installed: a manifest below its own folder, with pictures of the sizes it names', () => published('/studio/', async (site) => {
  const { page, context } = await visit(chromium, site);
  const found = await page.evaluate(async () => {
    const address = document.querySelector('link[rel=manifest]').href;
    const manifest = await (await fetch(address)).json();
    const at = (path) => new URL(path, address).href;
    const icons = await Promise.all(manifest.icons.map(async ({ src, sizes, type }) => {
      const answer = await fetch(at(src));
      const picture = await createImageBitmap(await answer.blob()).catch(() => undefined);
      return { type: answer.headers.get('content-type') === type, size: !picture || `${picture.width}x${picture.height}` === sizes };
    }));
    return { start: at(manifest.start_url), scope: at(manifest.scope), icons };
  });
  assert.equal(found.start, `${site.url}index.html`);
  assert.equal(found.scope, site.url);
  assert.deepEqual(found.icons, found.icons.map(() => ({ type: true, size: true })));
  const session = await context.newCDPSession(page);
  const { installabilityErrors } = await session.send('Page.getInstallabilityErrors');
  // A context of its own counts as a private window, where nothing can be installed.
  assert.deepEqual(installabilityErrors.map(({ errorId }) => errorId).filter((id) => id !== 'in-incognito'), []);
  await context.close();
}));
