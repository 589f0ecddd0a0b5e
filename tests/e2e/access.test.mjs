// Every view of the page, as axe-core sees it: WCAG 2.2 A and AA and good practice, both themes, both languages, three
// widths; and the main job by keyboard alone and by finger alone.

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { after, before, test } from 'node:test';
import { browser, copied, host, ready, visit, wrongDesign } from './support.mjs';

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const SECTIONS = ['app', 'api', 'functions', 'routes', 'stages', 'domain', 'access', 'cors', 'monitoring'];
/** What the output pane shows beside files, by its place in the row. */
const OUTPUTS = { problems: 1, matrix: 2, try: 3, picture: 4, compare: 5, cost: 6, trouble: 7 };
/** Dialogs, by the words on what opens them. */
const DIALOGS = {
  wizard: ['Adapt to my app…', 'アプリに合わせて作る…'],
  presets: ['Worked examples…', '作例から始める…'],
  guide: ['Which one do I need?', 'どれを選べばよい？'],
  designs: ['Designs', '設計の一覧'],
  share: ['Share', '共有'],
  take: ['More', 'その他'],
};

let chromium;
let site;

before(async () => {
  [chromium, site] = await Promise.all([browser(), host()]);
});

after(async () => {
  await chromium?.close();
  site?.close();
});

/** What stands against a view, a line each. A theme changes colours alone, so the second one needs no other rule. */
async function violations(page, colours) {
  return page.evaluate(async (alone) => {
    const tags = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];
    const runOnly = alone ? { type: 'rule', values: ['color-contrast'] } : { type: 'tag', values: tags };
    // What is not asked for by its tag alone.
    const rules = alone ? {} : { 'label-content-name-mismatch': { enabled: true }, 'target-size': { enabled: true } };
    const { violations } = await window.axe.run(document, { runOnly, rules, resultTypes: ['violations'] });
    return violations.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.target.join(' ')).slice(0, 3).join(' | ')}`);
  }, colours);
}

const drawn = (page) => page.evaluate(() => new Promise((done) => requestAnimationFrame(() => setTimeout(done))));

for (const width of [1440, 1024, 390]) {
  test(`no violation at ${width} pixels`, async (t) => {
    let views = 0;
    const found = new Map();
    for (const [language, locale] of ['en-US', 'ja-JP'].entries()) {
      const { page, context } = await visit(chromium, site, {
        viewport: { width, height: 900 }, locale, reducedMotion: 'reduce', wait: false,
      });
      await page.locator('.line').first().waitFor({ state: 'attached' });
      await page.evaluate(axe);
      const look = async (name) => {
        await drawn(page);
        for (const colorScheme of ['dark', 'light']) {
          await page.emulateMedia({ colorScheme });
          views += 1;
          for (const line of await violations(page, colorScheme === 'dark')) found.set(line, `${name}, ${locale}, ${colorScheme}`);
        }
      };
      const click = (text) => page.evaluate((wanted) => {
        const is = (button) => button.textContent.trim() === wanted && button.ariaHasPopup === 'dialog';
        [...document.querySelectorAll('button')].find(is).click();
      }, text);
      for (const section of SECTIONS) {
        await page.evaluate((hash) => { location.hash = hash; }, section);
        await look(section);
      }
      await page.evaluate(() => { location.hash = 'api'; });
      if (width === 390) await page.locator('.bottom-item').first().click();
      await look('structure');
      if (width === 390) await page.locator('.bottom-item').nth(2).click();
      await look('files');
      for (const [name, words] of Object.entries(DIALOGS)) {
        await click(words[language]);
        await page.locator('dialog[open] .sheet-body > *').first().waitFor({ state: 'attached' });
        await look(name);
        await page.keyboard.press('Escape');
        await page.locator('dialog[open]').waitFor({ state: 'detached' });
      }
      for (const [name, key] of [['keys', '?'], ['palette', 'Control+k']]) {
        await page.locator('#output').focus();
        await page.keyboard.press(key);
        await page.locator('dialog[open] li, dialog[open] dl').first().waitFor();
        await look(name);
        await page.keyboard.press('Escape');
      }
      for (const [name, place] of Object.entries(OUTPUTS)) {
        await page.locator('.mode').nth(place).click();
        await page.waitForFunction((list) => !list || document.querySelector('.output .sheet-body > *'), place > 1);
        await look(name);
      }
      await page.evaluate(() => { location.hash = 'stages'; });
      await page.locator('#open-file').setInputFiles({
        name: 'design.json', mimeType: 'application/json', buffer: Buffer.from(wrongDesign()),
      });
      await page.locator('.messages li').first().waitFor({ state: 'attached' });
      await look('what is wrong in a form');
      if (width === 390) await page.locator('.bottom-item').nth(3).click();
      else await page.locator('.mode').nth(OUTPUTS.problems).click();
      await look('a list of what is wrong');
      await context.close();
    }
    t.diagnostic(`${views} views`);
    assert.deepEqual([...found].map(([line, where]) => `${where}: ${line}`), []);
  });
}

test('the main job is done by keyboard alone', async () => {
  const { page, context, troubles } = await visit(chromium, site, { path: '#app' });
  await ready(page);
  const press = (...keys) => keys.reduce((before, key) => before.then(() => page.keyboard.press(key)), Promise.resolve());
  /** Goes on by Tab until the control with that name has the focus, and sees it each time. */
  const reach = async (name, key = 'Tab') => {
    for (let steps = 0; steps < 120; steps += 1) {
      const here = await page.evaluate(() => {
        const at = document.activeElement;
        const control = at.matches('input[type=radio], input[type=checkbox]') ? at.closest('label') : at;
        const style = getComputedStyle(control);
        const track = at.matches('.switch input') ? getComputedStyle(at.nextElementSibling) : style;
        const seen = at === document.body || [style, track].some(({ outlineStyle }) => outlineStyle !== 'none')
          || at.matches('h1, h2, [tabindex="-1"]');
        const label = at.labels?.[0]?.textContent ?? '';
        return { name: `${at.ariaLabel ?? ''}|${label}|${at.textContent.slice(0, 80)}`, seen, what: at.outerHTML.slice(0, 120) };
      });
      assert.ok(here.seen, `the focus is not seen on ${here.what}`);
      if (name.test(here.name)) return;
      await page.keyboard.press(key);
    }
    assert.fail(`${name} is never reached`);
  };
  // The app in another region.
  await reach(/\|Region/);
  await page.keyboard.type('eu-west-1');
  // A route below the root; single letters are keys outside of fields.
  await press('Control+k');
  await page.keyboard.type('routes');
  await press('Enter');
  await page.waitForFunction(() => document.activeElement.id === 'edit-title');
  await press('/');
  await page.waitForFunction(() => document.activeElement.id === 'route-filter');
  await press('ArrowDown');
  await page.waitForFunction(() => document.activeElement.role === 'treeitem');
  await press('n');
  await page.waitForFunction(() => document.activeElement.matches('.edit input'));
  await press('Control+a');
  await page.keyboard.type('/health');
  await page.getByRole('treeitem', { name: /health/ }).waitFor();
  // Its files, by the palette.
  await press('Control+k');
  await page.keyboard.type('template.yaml');
  await press('Enter');
  await page.waitForFunction(() => document.activeElement.id === 'output');
  await reach(/Copy/);
  await press('Enter');
  await page.getByText(/^Copied \d+ lines/).first().waitFor();
  const template = await page.evaluate(() => navigator.clipboard.readText());
  assert.match(template, /Path: \/health/);
  assert.match(template, /eu-west-1/);
  // Taken back, from anywhere.
  await press('Control+z', 'Control+z', 'Control+z');
  await page.getByRole('treeitem', { name: /health/ }).waitFor({ state: 'detached' });
  // And all of it as an archive.
  const [download] = await Promise.all([page.waitForEvent('download'), press('Control+s')]);
  assert.equal(download.suggestedFilename(), 'dash-lambda.zip');
  assert.deepEqual(troubles, []);
  await context.close();
});

test('the main job is done by finger alone', async () => {
  const { page, context, troubles } = await visit(chromium, site, {
    wait: false, hasTouch: true, isMobile: true, viewport: { width: 390, height: 844 },
  });
  await ready(page);
  const pane = (place) => page.locator('.bottom-item').nth(place).tap();
  await pane(0);
  await page.getByRole('treeitem').first().tap();
  await pane(0);
  await page.getByRole('button', { name: 'Add route', exact: true }).tap();
  const path = page.getByLabel('Path', { exact: true });
  await path.waitFor();
  await path.fill('/health');
  await pane(0);
  await page.getByRole('treeitem', { name: /health/ }).waitFor();
  await page.getByRole('navigation', { name: 'Sections' }).getByRole('link', { name: 'App' }).tap();
  await page.getByLabel('Region').selectOption('eu-west-1');
  await pane(2);
  const template = await copied(page, 'sam/template.yaml');
  assert.match(template, /Path: \/health/);
  assert.match(template, /eu-west-1/);
  await page.getByRole('button', { name: 'More', exact: true }).first().tap();
  await page.locator('#more').getByRole('button', { name: 'Share' }).tap();
  await page.getByRole('dialog').waitFor();
  assert.deepEqual(troubles, []);
  await context.close();
});

test('forced colours keep borders and focus, and print leaves the frame of the page away', async () => {
  const { page, context } = await visit(chromium, site, { forcedColors: 'active' });
  await page.getByLabel('Region').first().or(page.getByRole('searchbox').first()).first().focus();
  const borders = await page.evaluate(() => ['.input', '.primary', '.pick', '.mode[aria-pressed=true]'].map((selector) => {
    const found = document.querySelector(selector);
    if (!found) return `${selector} is not there`;
    const { borderTopWidth, borderBottomWidth, outlineWidth } = getComputedStyle(found);
    return [borderTopWidth, borderBottomWidth, outlineWidth].some((width) => parseFloat(width) > 0) ? '' : `${selector} has no border`;
  }).filter(Boolean));
  assert.deepEqual(borders, []);
  assert.notEqual(await page.evaluate(() => getComputedStyle(document.activeElement).outlineStyle), 'none');
  await page.emulateMedia({ forcedColors: 'none', media: 'print' });
  assert.deepEqual(await page.evaluate(() => ['.top .primary', '.status', '.structure'].filter((selector) => {
    const found = document.querySelector(selector);
    return found && getComputedStyle(found).display !== 'none';
  })), []);
  assert.ok(await page.locator('#design-name').isVisible(), 'the design is named on paper');
  await context.close();
});

for (const [width, height] of [[1440, 450], [720, 450], [640, 360], [844, 390], [320, 256]]) {
  test(`a window of ${width} by ${height}, as of an enlarged page or a telephone on its side, shows files and routes`, async () => {
    const { page, context } = await visit(chromium, site, { viewport: { width, height }, wait: false });
    try {
      await page.locator('.line').first().waitFor({ state: 'attached' });
      const pane = (place) => width < 900 && page.locator('.bottom-item').nth(place).click();
      for (const [place, box, part] of [[2, '.listing', '.line'], [0, '[role=tree]', '[role=treeitem]']]) {
        await pane(place);
        const seen = await page.evaluate(async ([box, part]) => {
          const found = document.querySelector(box);
          found.scrollIntoView({ block: 'center' });
          await new Promise((done) => requestAnimationFrame(() => setTimeout(done)));
          const { top, bottom, left, right } = found.getBoundingClientRect();
          const middle = Math.max(top, 0) + 24;
          const at = document.elementFromPoint(Math.min((left + right) / 2, innerWidth - 8), middle);
          return { height: bottom - top, hit: at?.closest(box) === found, rows: found.querySelectorAll(part).length, wide: document.documentElement.scrollWidth - innerWidth };
        }, [box, part]);
        assert.ok(seen.height >= 150 && seen.hit && seen.rows > 0 && seen.wide <= 0, `${box}: ${JSON.stringify(seen)}`);
      }
    } finally {
      await context.close();
    }
  });
}

test('keys of one letter can be turned off, for who dictates or hits them by mistake', async () => {
  const { page, context } = await visit(chromium, site);
  try {
    await ready(page);
    const shown = () => page.getByRole('heading', { name: 'Keyboard' });
    const press = async (key) => {
      await page.locator('#output').focus();
      await page.keyboard.press(key);
    };
    const toggle = async () => {
      await shown().waitFor();
      await page.getByRole('button', { name: 'Keys of one letter on or off' }).click();
      await shown().waitFor({ state: 'detached' });
    };
    await press('?');
    await toggle();
    await page.reload();
    await ready(page);
    const routes = await page.getByRole('treeitem').count();
    for (const key of ['?', 'n', '/']) await press(key);
    await page.waitForTimeout(300);
    assert.equal(await shown().count(), 0);
    assert.equal(await page.getByRole('treeitem').count(), routes);
    await page.keyboard.press('Control+k');
    await page.locator('#palette-input').fill('Keyboard');
    await page.keyboard.press('Enter');
    await toggle();
    await press('?');
    await shown().waitFor();
  } finally {
    await context.close();
  }
});

test('with forced colours the open tab, tool and stage differ from the others', async () => {
  const { page, context } = await visit(chromium, site, { forcedColors: 'active' });
  try {
    await ready(page);
    await page.evaluate(() => { location.hash = 'stages'; });
    await page.locator('.form').waitFor();
    const outlines = await page.evaluate(() => {
      const drawn = (node) => { const { outlineStyle, outlineWidth, borderBottomColor } = getComputedStyle(node); return `${outlineStyle} ${outlineWidth} ${borderBottomColor}`; };
      return ['.mode', '.tool', '.item'].map((kind) => [true, false].map((on) => drawn(document.querySelector(`${kind}[aria-pressed=${on}]`))));
    });
    for (const [on, off] of outlines) assert.notEqual(on, off);
    assert.ok(outlines.every(([on]) => on.startsWith('solid 2px')), JSON.stringify(outlines));
  } finally {
    await context.close();
  }
});
