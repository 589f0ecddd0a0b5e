// The words of the page: one language before it stands, the other behind it, and only those of its own build.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { browser, host, ready, rebuilt, visit } from './support.mjs';
import { Published } from './versions.mjs';

let chromium;

before(async () => {
  chromium = await browser();
});

after(() => chromium?.close());

/** Serves a version that `spoil` has changed, and opens it; `use` gets the page. */
async function opened(options, spoil, use) {
  const version = new Published();
  const site = await host('/', { folder: version.folder });
  const words = (tag) => `/${version.name(`words-${tag}-`, '.txt')}`;
  spoil(site, version, words);
  const { page, context } = await visit(chromium, site, { wait: false, ...options });
  try {
    await use(page, { site, words, context });
  } finally {
    await context.close();
    site.close();
    version.remove();
  }
}

const english = (page) => page.getByRole('tree', { name: 'Routes' });
const japanese = (page) => page.getByRole('tree', { name: 'ルート' });

for (const [title, options, first, other, tree] of [
  ['an English browser', { locale: 'en-GB' }, 'en', 'ja', english],
  ['a Japanese browser', { locale: 'ja-JP' }, 'ja', 'en', japanese],
  ['a browser of neither language', { locale: 'fr-FR' }, 'en', 'ja', english],
  ['a person who chose Japanese', {
    prepare: (page) => page.addInitScript(() => localStorage.setItem('gateway-studio/language', 'ja')),
  }, 'ja', 'en', japanese],
]) {
  test(`${title} loads its words first and the others behind the page, each once`, () => opened(options, () => {}, async (page, { site, words }) => {
    await tree(page).waitFor();
    await ready(page);
    const order = [words(first), words(other)];
    assert.deepEqual([...new Set(site.asked.filter((path) => order.includes(path)))], order);
  }));
}

test('changing the language needs no network, nor a copy of the studio', () => opened({ serviceWorkers: 'block' }, () => {}, async (page, { site, context, words }) => {
  await english(page).waitFor();
  while (!site.asked.includes(words('ja'))) await page.waitForTimeout(50);
  await page.waitForLoadState('networkidle');
  site.close();
  await context.setOffline(true);
  await page.getByRole('button', { name: '日本語' }).click();
  await japanese(page).waitFor();
  await page.getByRole('button', { name: 'EN', exact: true }).click();
  await english(page).waitFor();
}));

const changed = (change) => (site, version, words) => rebuilt(site, words('en').slice(1), change(version.read(words('en'))));
for (const [title, spoil] of [
  ['of another build', changed((text) => text.replace(/^\w+/, '0'.repeat(16)))],
  ['without an entry', changed((text) => text.replace(/\n[^\n]+\n$/, '\n'))],
  ['with an entry too many', changed((text) => `${text}more\n`)],
  ['that are not there', (site, version, words) => { version.drop(words('en')); }],
]) {
  test(`with words ${title} the page does not start, and says so`, () => opened({}, spoil, async (page) => {
    await page.getByRole('alert').getByText(/could not be loaded/).waitFor();
    assert.equal(await english(page).count(), 0);
  }));
}

test('a language whose words do not come is not shown, and the page goes on', () => opened({}, (site, version, words) => version.drop(words('ja')), async (page) => {
  await english(page).waitFor();
  await page.getByRole('button', { name: '日本語' }).click();
  await page.getByRole('alert').getByText(/could not be loaded/).waitFor();
  assert.equal(await english(page).count(), 1);
}));
