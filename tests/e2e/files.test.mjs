// The files pane: what is marked, found, wrapped and taken away.

import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { browser, copied, folder, host, ready, show, studio, visit } from './support.mjs';

let chromium;
let site;

before(async () => {
  [chromium, site] = await Promise.all([browser(), host()]);
});

after(async () => {
  await chromium?.close();
  site?.close();
});

function journey(name, options, run) {
  test(name, async () => {
    const visited = await visit(chromium, site, options);
    try {
      await ready(visited.page);
      const loaded = site.asked.length;
      await run(visited);
      assert.deepEqual(visited.troubles, []);
      assert.deepEqual(site.asked.slice(loaded), []);
    } finally {
      await visited.context.close();
    }
  });
}

const go = (page, name) => page.getByRole('navigation', { name: 'Sections' }).getByRole('link', { name }).click();
const texts = (page, selector) => page.locator(selector).allTextContents();
const search = (page) => page.getByRole('searchbox', { name: 'Search in the file' });

journey('only the characters that changed are marked, and the first of them comes into sight', {}, async ({ page }) => {
  await show(page, 'design.json');
  await page.locator('.listing').evaluate((box) => { box.scrollTop = box.scrollHeight; });
  await go(page, 'App');
  await page.getByLabel('Region').focus();
  await page.getByLabel('Region').selectOption('eu-west-1');
  await page.locator('.line.changed .new').first().waitFor();
  assert.deepEqual([...new Set(await texts(page, '.line.changed .new'))], ['eu-we']);
  const box = await page.locator('.listing').boundingBox();
  const line = await page.locator('.line.changed').first().boundingBox();
  assert.ok(line.y >= box.y && line.y + line.height <= box.y + box.height, 'in sight');
  assert.equal(await page.evaluate(() => document.activeElement.tagName), 'SELECT');
});

journey('nothing of another design is a change, until it is changed', {}, async ({ page }) => {
  await show(page, 'design.json');
  const other = JSON.parse(studio(['new', '--preset', 'dash-http']).stdout);
  await page.locator('#open-file').setInputFiles({ name: 'design.json', mimeType: 'application/json', buffer: Buffer.from(JSON.stringify({ ...other, name: 'another' })) });
  await page.locator('.line', { hasText: '"name": "another"' }).waitFor();
  // Changes are counted in a pause.
  await page.waitForTimeout(1000);
  assert.equal(await page.locator('.line.changed').count(), 0);
  assert.equal(await page.locator('.tab-count').count(), 0);
  await go(page, 'App');
  await page.getByLabel('Region').selectOption('eu-west-1');
  await page.locator('.line.changed .new').first().waitFor();
  assert.equal(await page.locator('.line.changed').count(), 1);
  // Nor of the design that was there before, once it is again.
  await page.getByRole('button', { name: 'Undo', exact: true }).first().click();
  await page.getByRole('button', { name: 'Undo', exact: true }).first().click();
  await page.locator('.line', { hasText: '"name": "another"' }).waitFor({ state: 'detached' });
  await page.waitForTimeout(1000);
  assert.equal(await page.locator('.line.changed').count(), 0);
});

journey('a line leads to its field, and one of no field says so', {}, async ({ page }) => {
  const follow = async (path, text) => {
    await show(page, path);
    await page.locator('.line', { hasText: text }).first().click();
  };
  const at = (id) => page.waitForFunction((id) => document.activeElement.id === id, id);
  await follow('cli/deploy.sh', 'set -euo pipefail');
  await page.locator('.status-said').getByText('No field made this line').waitFor();
  await follow('cli/deploy.sh', 'PROJECT=');
  await at('/name');
  await follow('design.json', '"region"');
  await at('/region');
  // A line of a long word, and one of a thing with many fields.
  for (const [path, text, id] of [
    ['cli/deploy.sh', '/tracingEnabled', '/stages/0/tracing'],
    ['sam/template.yaml', 'Type: AWS::ApiGateway::Stage', '/stages/1/name'],
  ]) {
    await show(page, path);
    await search(page).fill(text);
    await page.locator('.line', { has: page.locator('.hit') }).first().click();
    await at(id);
  }
  // What a field that is not written belongs to is marked in its place.
  await show(page, 'sam/template.yaml');
  await search(page).fill('AWS::ApiGateway::Stage');
  await page.locator('.hit').first().waitFor();
  await go(page, 'Stages');
  await page.locator('[id="/stages/1/cache"]').focus();
  await page.locator('.line.from-field').first().waitFor();
});

journey('a search counts, marks and walks through the lines', {}, async ({ page }) => {
  await show(page, 'cli/deploy.sh');
  await page.locator('.listing').focus();
  await page.keyboard.press('Control+f');
  await search(page).waitFor();
  assert.equal(await search(page).evaluate((input) => input === document.activeElement), true);
  await page.keyboard.type('--REST-api-id');
  await page.locator('.hit').first().waitFor();
  const lines = (await copied(page, 'cli/deploy.sh')).split('\n');
  const wanted = lines.flatMap((line, number) => (/--rest-api-id/i.test(line) ? [number] : []));
  await page.getByText(`${wanted.length} lines`, { exact: true }).waitFor();
  await search(page).focus();
  const here = () => page.locator('.line.current').getAttribute('data-line').then(Number);
  const walk = async (key, line) => {
    await page.keyboard.press(key);
    await page.locator(`.line.current[data-line="${line}"]`).waitFor();
  };
  assert.equal(await here(), wanted[0]);
  await walk('Enter', wanted[1]);
  await walk('Enter', wanted[2]);
  await walk('Shift+Enter', wanted[1]);
  await walk('Shift+Enter', wanted[0]);
  await walk('Shift+Enter', wanted.at(-1));
  await page.keyboard.press('Escape');
  await page.locator('.hit').first().waitFor({ state: 'detached' });
});

journey('long lines go on in the next row, and the choice is kept', {}, async ({ page }) => {
  await show(page, 'cli/deploy.sh');
  const wide = () => page.locator('.listing').evaluate((box) => box.scrollWidth > box.clientWidth);
  await page.locator('.line').first().waitFor();
  assert.equal(await wide(), true);
  await page.getByRole('button', { name: 'Wrap' }).click();
  await page.waitForFunction(() => {
    const box = document.querySelector('.listing');
    return box.scrollWidth <= box.clientWidth;
  });
  const shown = await page.locator('.line').evaluateAll((lines) => lines.map((line) => [
    line.querySelector('.gutter').textContent.trim(), line.querySelector('.text').textContent,
  ]));
  assert.ok(shown.some(([number], place) => place > 0 && number === ''), 'a row without a number');
  const whole = shown.reduce((text, [number, part], place) => text + (place > 0 && number ? '\n' : '') + part, '');
  assert.ok((await copied(page, 'cli/deploy.sh')).startsWith(whole.split('\n').slice(0, -1).join('\n')));
  const loaded = site.asked.length;
  await page.reload();
  await ready(page);
  assert.equal(await page.getByRole('button', { name: 'Wrap' }).getAttribute('aria-pressed'), 'true');
  site.asked.length = loaded;
});

journey('a field leads to its lines through the files, and a line to its field', {}, async ({ page }) => {
  await go(page, 'App');
  await page.getByLabel('Region').focus();
  const seen = new Set();
  for (let step = 0; step < 6; step += 1) {
    await page.keyboard.press('Alt+l');
    await page.waitForTimeout(400);
    const line = page.locator('.line.current');
    assert.match(await line.getAttribute('class'), /from-field/);
    seen.add(`${await page.locator('.toolbar-facts').textContent()} ${await line.getAttribute('data-line')}`);
  }
  assert.ok(seen.size >= 5, [...seen].join('\n'));
  assert.ok(new Set([...seen].map((place) => place.split(' ')[0])).size >= 2, 'several files');
  await page.locator('.line.current').click();
  await page.waitForFunction(() => document.activeElement?.tagName === 'SELECT');
});

journey('files are copied as a command that writes them, and written into a folder', {
  prepare: (page) => page.addInitScript(() => {
    window.written = {};
    const handle = (path) => ({
      name: 'picked',
      getDirectoryHandle: async (name) => handle(`${path}${name}/`),
      getFileHandle: async (name) => ({
        createWritable: async () => ({
          write: async (bytes) => { window.written[path + name] = new TextDecoder().decode(bytes); },
          close: async () => {},
        }),
      }),
    });
    window.showDirectoryPicker = async () => handle('');
  }),
}, async ({ page }) => {
  const text = await copied(page, 'cli/deploy.sh');
  let last = text;
  const take = async (name) => {
    await page.getByRole('dialog').getByRole('button', { name, exact: true }).click();
    const clipboard = () => page.evaluate(() => navigator.clipboard.readText());
    const before = last;
    while (last === before) {
      await page.waitForTimeout(50);
      last = await clipboard();
    }
    await page.getByRole('dialog').getByText(/^Copied \d+ lines$/).waitFor();
    return last;
  };
  await page.locator('.toolbar').getByRole('button', { name: 'More' }).click();
  const [one, all] = [await take('Copy as one shell command'), await take('Copy all as shell commands')];
  await page.getByRole('button', { name: 'Write into a folder…' }).click();
  await page.getByText(/^\d+ files are in picked\.$/).waitFor();
  const written = await page.evaluate(() => window.written);
  assert.equal(written['cli/deploy.sh'], text);
  await folder((out) => {
    const run = (input) => assert.equal(spawnSync('bash', [], { cwd: out, input }).status, 0);
    run(one);
    assert.equal(readFileSync(join(out, 'cli/deploy.sh'), 'utf8'), text);
    assert.ok(statSync(join(out, 'cli/deploy.sh')).mode & 0o100);
    assert.equal(existsSync(join(out, 'README.md')), false);
    run(all);
    for (const [path, bytes] of Object.entries(written)) assert.equal(readFileSync(join(out, path), 'utf8'), bytes, path);
  });
});

journey('the matrix leads to the line and to the field', {}, async ({ page }) => {
  await page.getByRole('button', { name: 'Matrix' }).click();
  const row = page.getByRole('row').filter({ has: page.getByRole('button', { name: 'Region region', exact: true }) });
  await row.getByRole('button', { name: /^SAM: \d+ lines?$/ }).click();
  await page.locator('.line.current').waitFor();
  assert.match(await page.locator('.toolbar-facts').textContent(), /^sam\//);
  await page.getByRole('button', { name: 'Matrix' }).click();
  await row.getByRole('button', { name: 'Region region', exact: true }).click();
  await page.waitForFunction(() => document.activeElement?.id === '/region');
  // What to do by hand opens by keyboard, and leads to the field.
  const hand = page.locator('.matrix summary.hand').first();
  await hand.press('Enter');
  const what = page.locator('.matrix details[open] .hand-what').first();
  await what.getByRole('button', { name: 'Show the field' }).waitFor();
  assert.ok((await what.locator('p').first().innerText()).length > 10);
  assert.equal(await page.getByRole('button', { name: /: 1 lines$/ }).count(), 0);
});
