// Every file that the page loads is what the build made, or it is not taken; and what the page is made of is listed.

import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { PAGE, browser, copied, host, integrity, visit } from './support.mjs';
import { Published } from './versions.mjs';

let chromium;
let version;

before(async () => {
  chromium = await browser();
  version = new Published();
});

after(async () => {
  await chromium?.close();
  version?.remove();
});

const name = (page) => page.locator('#design-name');

/** A page in which a design was made, from a host that can be changed; no cache and no copy of the studio helps it. */
async function opened(use) {
  const site = await host('/', { headers: { 'cache-control': 'no-store' } });
  const { page, context } = await visit(chromium, site, { serviceWorkers: 'block' });
  try {
    await name(page).fill('kept');
    await page.getByText(/^Saved in this browser/).waitFor();
    await use(page, site);
  } finally {
    await context.close();
    site.close();
  }
}

const PARTS = [['the first script', 'boot-', '.js'], ['the starter', 'start-', '.js'], ['the style sheet', 'style-', '.css'],
  ['the words', 'words-en-', '.txt'], ['the program', 'studio-', '_bg.wasm'],
  ['the second half of the program', 'later-', '_bg.wasm']];

for (const [title, start, end] of PARTS) {
  for (const [how, spoil] of [['was tampered with', (bytes) => Buffer.concat([bytes, Buffer.from('\n')])], ['is gone', () => undefined]]) {
    test(`${title} ${how}: the page says so, and offers the design and a new start`, () => opened(async (page, site) => {
      const file = version.name(start, end);
      const bytes = spoil(readFileSync(join(PAGE, file)));
      if (bytes) site.instead.set(`/${file}`, bytes);
      else site.gone.add(`/${file}`);
      await page.reload();
      const box = page.getByRole('alert').filter({ hasText: 'could not be loaded' });
      await box.waitFor();
      // Without the first script nobody is there to offer anything.
      if (start !== 'boot-') {
        const save = box.getByRole('button', { name: /^Save design\.json/ });
        const [download] = await Promise.all([page.waitForEvent('download'), save.click()]);
        assert.equal(JSON.parse(readFileSync(await download.path())).name, 'kept');
      }
      site.instead.clear();
      site.gone.clear();
      if (start === 'boot-') await page.reload();
      else await box.getByRole('button', { name: /^Reload/ }).click();
      await page.waitForFunction(() => document.querySelector('#design-name')?.value === 'kept');
    }));
  }
}

for (const [title, start, end] of [['script', 'engine-', '.js'], ['first half', 'engine-', '_bg.wasm'], ['second half', 'rest-', '_bg.wasm']]) {
  test(`a ${title} of the engine that was tampered with does not run; the page goes on`, () => opened(async (page, site) => {
    const file = version.name(start, end);
    site.instead.set(`/${file}`, Buffer.concat([readFileSync(join(PAGE, file)), Buffer.from('\n')]));
    await page.reload();
    await page.getByRole('alert').filter({ hasText: 'has stopped' }).waitFor();
    // The first file is there before the second half is needed.
    if (start === 'engine-') assert.equal(await page.locator('.line').count(), 0);
    assert.equal(await name(page).inputValue(), 'kept');
    site.instead.clear();
    await page.getByRole('button', { name: 'Start it again' }).click();
    assert.match(await copied(page, 'zappa/zappa_settings.json'), /kept/);
  }));
}

test('each file is loaded once, whatever is checked', async () => {
  const site = await host();
  const { page, context, troubles } = await visit(chromium, site, { serviceWorkers: 'block' });
  await page.locator('.line').first().waitFor({ state: 'attached' });
  const parts = site.asked.filter((path) => /-[0-9a-f]{9,16}(_bg)?\.\w+$/.test(path) && !path.includes('favicon'));
  assert.deepEqual(parts, [...new Set(parts)]);
  assert.ok(parts.length >= 7, parts.join());
  assert.deepEqual(troubles, []);
  await context.close();
  site.close();
});

test('the copy for offline use is checked, too: what was tampered with is not kept', async () => {
  // Nothing but the copy takes it by what it must be.
  const path = `/${version.name('favicon-', '.svg')}`;
  const site = await host('/', { headers: { 'cache-control': 'no-store' } });
  site.instead.set(path, Buffer.concat([readFileSync(join(PAGE, path)), Buffer.from('tampered')]));
  const { page, context } = await visit(chromium, site);
  const copies = () => page.evaluate(async () => (await caches.keys()).length);
  try {
    await page.getByText('No problems').first().waitFor();
    for (let tries = 0; !site.asked.includes(path) && tries < 50; tries += 1) await page.waitForTimeout(100);
    assert.ok(site.asked.includes(path), 'no copy was tried');
    await page.waitForFunction(async () => !(await navigator.serviceWorker.getRegistration()));
    assert.equal(await copies(), 0);
    site.instead.clear();
    await page.reload();
    await page.evaluate(() => navigator.serviceWorker.ready);
    assert.equal(await copies(), 1);
  } finally {
    await context.close();
    site.close();
  }
});

test('the copy for offline use names each file and what it must be', () => {
  const worker = version.read('sw.js');
  const listed = JSON.parse(/FILES = (\[.*?\]);/s.exec(worker)[1]);
  assert.ok(listed.length >= 9);
  for (const file of listed) {
    const [path, hash] = file.split('#');
    assert.equal(hash, integrity(readFileSync(join(PAGE, path))), path);
  }
});

test('the list of packages names what the programs link, each with its licence and checksum', () => {
  const root = fileURLToPath(new URL('../..', import.meta.url));
  const words = 'metadata --format-version 1 --locked --offline --no-default-features --features ui --filter-platform wasm32-unknown-unknown';
  const { status, stdout, stderr } = spawnSync('cargo', words.split(' '), { cwd: root, encoding: 'utf8', maxBuffer: 2 ** 26 });
  assert.equal(status, 0, stderr);
  const { packages, resolve } = JSON.parse(stdout);
  const [nodes, described] = [resolve.nodes, packages].map((list) => new Map(list.map((one) => [one.id, one])));
  const isLinked = (id) => !described.get(id).targets.some(({ kind }) => kind.includes('proc-macro'));
  const found = new Set();
  const walk = (id) => {
    if (found.has(id) || !isLinked(id)) return;
    found.add(id);
    for (const { pkg, dep_kinds } of nodes.get(id).deps) if (dep_kinds.some(({ kind }) => kind === null)) walk(pkg);
  };
  const own = packages.find(({ name }) => name === 'gateway-studio').id;
  walk(own);
  found.delete(own);
  const bom = JSON.parse(version.read('sbom.cdx.json'));
  assert.equal(bom.bomFormat, 'CycloneDX');
  const crates = bom.components.filter((one) => one['bom-ref'].startsWith('pkg:cargo/') && one.name !== 'std');
  const listed = new Set(crates.map(({ purl }) => purl));
  const address = (name, version) => `pkg:cargo/${name}@${version.replace('+', '%2B')}`;
  // What cargo knows holds what only tests turn on, too; what panics in the programs tells where it comes from.
  const known = new Set([...found].map((id) => described.get(id)).map(({ name, version }) => address(name, version)));
  assert.deepEqual([...listed].filter((one) => !known.has(one)), []);
  for (const program of [version.name('studio-', '.wasm'), version.name('engine-', '.wasm')]) {
    const text = readFileSync(join(PAGE, program)).toString('latin1');
    const told = [...text.matchAll(/crates\/([\w-]+?)-(\d+\.\d+\.\d+[\w.+-]*)\//g)].map(([, name, version]) => address(name, version));
    assert.ok(new Set(told).size > 5, program);
    assert.deepEqual(told.filter((one) => !listed.has(one)), [], program);
  }
  for (const file of readdirSync(PAGE).filter((name) => /\.(wasm|js)$/.test(name))) {
    const text = readFileSync(join(PAGE, file)).toString('latin1');
    assert.doesNotMatch(text, /\.cargo|registry\/src/, `${file} says where it was built`);
  }
  for (const name of ['leptos', 'serde_json', 'wasm-bindgen', 'saphyr-parser', 'miniz_oxide', 'toml']) {
    assert.ok(crates.some((one) => one.name === name), name);
  }
  for (const one of crates) {
    assert.match(one.hashes[0].content, /^[0-9a-f]{64}$/, one.name);
    assert.match(one.licenses[0].expression, /^[\w.() -]+$/, one.name);
  }
  // What the page's own script imports.
  const imported = [...readFileSync(new URL('../../assets/half.js', import.meta.url), 'utf8').matchAll(/from "(@?[\w-]+\/[\w-]+)/g)].map(([, name]) => name);
  assert.deepEqual(bom.components.filter((one) => one['bom-ref'].startsWith('pkg:npm/')).map(({ name }) => name), imported);
  // Everything that is linked is reached from the page, by addresses that are there.
  const links = new Map(bom.dependencies.map(({ ref, dependsOn }) => [ref, dependsOn]));
  const reached = new Set();
  const follow = (ref) => { if (!reached.has(ref)) { reached.add(ref); (links.get(ref) ?? []).forEach(follow); } };
  follow(bom.metadata.component['bom-ref']);
  assert.deepEqual([...reached].sort(), [bom.metadata.component, ...bom.components].map((one) => one['bom-ref']).sort());
});
