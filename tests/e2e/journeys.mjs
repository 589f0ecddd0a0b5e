// What a person does on the released page, wherever it is hosted.

import assert from 'node:assert/strict';
import { readFileSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { copied, folder, ready, show, studio, unzip, visit } from './support.mjs';

export const section = (page, name) => page.getByRole('navigation', { name: 'Sections' }).getByRole('link', { name });

/** Declares the journeys as tests; `at` gives the browser, the site and the path below it once they run. */
export function journeys(at) {
  /**
   * Runs a journey on a fresh page and fails on anything that went wrong behind it, a violation of the
   * Content-Security-Policy among it, and on any request after the page has loaded, unless it `reloads`.
   */
  function journey(name, { reloads, ...options }, run) {
    test(name, async (context) => {
      const { chromium, site, path = '' } = at();
      const visited = await visit(chromium, site, { path, ...options });
      try {
        await ready(visited.page);
        const asked = site.asked ?? visited.asked;
        const loaded = asked.length;
        await run(visited, context);
        assert.deepEqual(visited.troubles, []);
        // Half a minute after a visit a browser looks by itself whether the service worker is still the same.
        const late = asked.slice(loaded).filter((path) => !path.endsWith('/sw.js'));
        if (!reloads) assert.deepEqual(late, []);
      } finally {
        await visited.context.close();
      }
    });
  }

  journey('the first visit shows a working design and its files', {}, async ({ page }) => {
    assert.equal(await page.title(), 'dash-lambda – Gateway Studio');
    assert.equal(await page.getByRole('treeitem').count(), 2);
    const template = await copied(page, 'sam/template.yaml');
    const native = await folder((out) => {
      studio(['generate', '-', '--out', out], studio(['new']).stdout);
      return readFileSync(join(out, 'sam/template.yaml'), 'utf8');
    });
    assert.equal(template, native);
  });

  journey('a change of the region reaches every file that names it', {}, async ({ page }) => {
    await section(page, 'App').click();
    await page.getByLabel('Region').selectOption('eu-west-1');
    for (const path of ['zappa/zappa_settings.json', 'cli/deploy.sh', 'cli/teardown.sh', 'route53/upsert.json',
      'app/lambda_handler.py', 'README.md', 'design.json', 'sam/template.yaml']) {
      const text = await copied(page, path);
      assert.match(text, /eu-west-1/, path);
      assert.doesNotMatch(text, /ap-northeast-1/, path);
    }
  });

  journey('a route added in the tree appears in the form, the tree and the files', {}, async ({ page }) => {
    await page.getByRole('treeitem', { name: /^\// }).first().click();
    await page.getByRole('button', { name: 'Add route', exact: true }).click();
    const path = page.getByLabel('Path', { exact: true });
    await path.fill('/reports/{id}');
    await page.getByRole('treeitem', { name: /\{id\}/ }).waitFor();
    assert.match(await copied(page, 'sam/template.yaml'), /Path: \/reports\/\{id\}/);
    assert.match(await copied(page, 'cli/deploy.sh'), /'\/reports\/\{id\}'/);
    await path.fill('/reports/{report}');
    assert.match(await copied(page, 'sam/template.yaml'), /Path: \/reports\/\{report\}/);
    await page.getByRole('treeitem', { name: /\{report\}/ }).click();
    await page.keyboard.press('Delete');
    await page.getByRole('treeitem', { name: /\{report\}/ }).waitFor({ state: 'detached' });
    assert.doesNotMatch(await copied(page, 'sam/template.yaml'), /report/);
    await page.getByRole('button', { name: 'Undo', exact: true }).first().click();
    await page.getByRole('treeitem', { name: /\{report\}/ }).waitFor();
  });

  journey('the zip holds what the command line writes', {}, async ({ page }) => {
    await section(page, 'Stages').click();
    await page.getByLabel('Description').fill("it's $(here) `now`\u202e 日本");
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('button', { name: 'Download zip' }).click(),
    ]);
    const entries = unzip(readFileSync(await download.path()));
    const design = entries.find((entry) => entry.name === 'design.json').bytes.toString();
    assert.match(design, /it's \$\(here\)/);
    await folder((out) => {
      const { status, stderr } = studio(['generate', '-', '--out', out], design);
      assert.equal(status, 0, stderr);
      for (const { name, mode, bytes } of entries) {
        assert.deepEqual(bytes, readFileSync(join(out, name)), name);
        assert.equal(mode & 0o777, statSync(join(out, name)).mode & 0o777, name);
      }
      assert.equal(entries.length, 20);
    });
  });

  journey('the work is found again after a reload, and can be undone before it', { reloads: true }, async ({ page }) => {
    await section(page, 'API').click();
    const name = page.getByLabel('API name', { exact: true }).or(page.getByLabel('Name', { exact: true })).first();
    const before = await name.inputValue();
    await name.fill('Orders');
    await page.keyboard.press('Control+z');
    await assert.doesNotReject(page.waitForFunction((text) => document.activeElement.value !== 'Orders' || text === '', before));
    await name.fill('Orders');
    await page.getByText(/^Saved in this browser/).waitFor();
    await page.reload();
    await page.getByRole('tree').waitFor();
    await section(page, 'API').click();
    assert.equal(await name.inputValue(), 'Orders');
    assert.match(await copied(page, 'sam/template.yaml'), /Name: Orders/);
  });

  journey('a broken file is refused with its place and the design stays', {}, async ({ page }) => {
    const open = async (text) => page.getByLabel('Open file…').first().setInputFiles({
      name: 'design.json', mimeType: 'application/json', buffer: Buffer.from(text),
    });
    await open('{\n  "schema_version": oops\n}');
    await page.getByRole('alert').getByText(/line 2, column 21/i).waitFor();
    assert.equal(await page.title(), 'dash-lambda – Gateway Studio');
    await open(JSON.stringify({ schema_version: 99 }));
    await page.getByRole('alert').getByText(/schema version 99/i).waitFor();
    await open(JSON.stringify({ schema_version: 1, name: 'other', nmae: 1 }));
    await page.getByRole('alert').getByText(/unknown field .*\/nmae/i).waitFor();
    assert.equal(await page.title(), 'other – Gateway Studio');
    await page.keyboard.press('Escape');
    await page.getByRole('button', { name: 'Undo', exact: true }).first().click();
    assert.equal(await page.title(), 'dash-lambda – Gateway Studio');
  });

  journey('a wrong value is named at its field and in the problems', {}, async ({ page }) => {
    await section(page, 'Stages').click();
    await page.getByLabel('Stage name', { exact: true }).fill('my stage');
    await page.getByLabel('Stage name', { exact: true }).blur();
    await page.getByText(/`?my stage`? is not a stage name/).first().waitFor();
    await page.getByRole('button', { name: /^Copy anyway/ }).waitFor();
  });

  journey('hostile text stays text', {}, async ({ page }) => {
    let dialogs = 0;
    page.on('dialog', (dialog) => { dialogs += 1; dialog.dismiss(); });
    const hostile = '"><img src=x onerror=alert(1)><script>alert(2)</script>';
    await section(page, 'API').click();
    await page.getByLabel('Description').fill(hostile);
    await section(page, 'App').click();
    await page.getByLabel('Project name').fill(hostile);
    await page.getByLabel('Project name').blur();
    await show(page, 'sam/template.yaml');
    await page.getByRole('tab', { name: /Problems/ }).or(page.getByRole('button', { name: /^Problems/ })).first().click();
    await page.waitForTimeout(300);
    assert.equal(dialogs, 0);
    assert.equal(await page.locator('img').count(), 0);
  });

  journey('a click on a line leads to the field that made it', {}, async ({ page }) => {
    await show(page, 'sam/template.yaml');
    await page.getByRole('option').filter({ hasText: 'StageName: dev' }).click();
    await page.waitForFunction(() => document.activeElement?.id.endsWith('/stages/0/name'));
  });

  journey('the page speaks Japanese to a Japanese browser', { locale: 'ja-JP' }, async ({ page }) => {
    assert.equal(await page.locator('html').getAttribute('lang'), 'ja');
    await page.getByRole('button', { name: 'EN', exact: true }).click();
    assert.equal(await page.locator('html').getAttribute('lang'), 'en');
    await page.getByRole('button', { name: 'Download zip' }).waitFor();
  });

  journey('every design of the tests can be opened and walked through', {}, async ({ page, troubles }) => {
    const designs = new URL('../designs/', import.meta.url).pathname;
    for (const name of readdirSync(designs)) {
      // A file is opened some time after it was chosen: its own name in the title tells when, and that nothing of the
      // design before it is clicked.
      const design = { ...JSON.parse(readFileSync(join(designs, name), 'utf8')), name: name.replace('.json', '') };
      await page.getByLabel('Open file…').first().setInputFiles({
        name, mimeType: 'application/json', buffer: Buffer.from(JSON.stringify(design)),
      });
      await page.waitForFunction((title) => document.title.startsWith(title), `${design.name} – `);
      for (const part of ['app', 'api', 'functions', 'routes', 'stages', 'domain', 'access', 'cors', 'monitoring']) {
        await page.evaluate((hash) => { location.hash = hash; }, part);
        await page.waitForFunction((hash) => document.querySelector(`.section[href="#${hash}"]`)?.ariaCurrent, part);
        for (const item of await page.locator(part === 'routes' ? '[role=treeitem]' : '.edit .item').all()) {
          await item.click();
        }
      }
      assert.deepEqual(troubles, [], name);
    }
  });
}
