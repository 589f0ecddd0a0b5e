// What is wrong is mended with one click, or silenced with a reason; what it costs and why it fails.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { browser, host, ready, studio, visit } from './support.mjs';

let chromium, site;
before(async () => { [chromium, site] = await Promise.all([browser(), host()]); });
after(async () => { await chromium.close(); site.close(); });

async function opened(use) {
  const { page, context, troubles } = await visit(chromium, site);
  await ready(page);
  await use(page);
  assert.deepEqual(troubles, []);
  await context.close();
}

/// A design whose first stage traces data without a log, which is a warning with a mend.
function traced() {
  const design = JSON.parse(studio(['new']).stdout);
  design.stages[0].data_trace = true;
  design.stages[0].execution_log = 'OFF';
  design.silenced = [];
  return JSON.stringify(design);
}

async function problems(page) {
  await page.locator('#open-file').setInputFiles({
    name: 'design.json', mimeType: 'application/json', buffer: Buffer.from(traced()),
  });
  await page.getByRole('group', { name: 'Files and problems' }).getByRole('button', { name: /Problems/ }).click();
  const row = page.locator('.problem-group li', { hasText: 'traces data, but its execution log is off' });
  await row.waitFor();
  return row;
}

test('a problem is mended with one click, by keyboard, and undo brings it back', () => opened(async (page) => {
  const row = await problems(page);
  await row.getByRole('button', { name: 'Turn it off' }).press('Enter');
  await row.waitFor({ state: 'detached' });
  assert.equal(await page.evaluate(() => document.activeElement?.id), 'problems');
  await page.getByText(/Fixed stage-data-trace-without-log/).first().waitFor();
  await page.keyboard.press('Control+z');
  await row.waitFor();
}));

test('a problem is silenced with a reason and told again', () => opened(async (page) => {
  const row = await problems(page);
  await row.getByRole('button', { name: 'Silence…' }).click();
  const sheet = page.getByRole('dialog', { name: 'Silenced problems' });
  const silence = sheet.getByRole('button', { name: 'Silence it' });
  assert.equal(await silence.isDisabled(), true);
  await sheet.getByLabel('Why it may stay').fill('a trial of one day');
  await silence.click();
  await row.waitFor({ state: 'detached' });
  await page.getByRole('button', { name: 'Silenced: 1' }).click();
  await sheet.getByText('a trial of one day').waitFor();
  await sheet.getByRole('button', { name: 'Tell it again' }).click();
  await sheet.getByText('Nothing is silenced.').waitFor();
  await page.keyboard.press('Escape');
  await row.waitFor();
}));

test('a finding about a silence leads to where silences stand, which is where it is taken out', () => opened(async (page) => {
  const design = JSON.parse(traced());
  design.silenced = [
    { code: 'region-unknown', place: '/region', reason: 'a region of the past' },
    { code: 'stage-name-malformed', place: '/stages/dev/name', reason: 'an old name' },
    { code: 'stage-data-trace-without-log', place: '/stages/dev/data_trace', reason: 'a trial' },
  ];
  await page.locator('#open-file').setInputFiles({
    name: 'design.json', mimeType: 'application/json', buffer: Buffer.from(JSON.stringify(design)),
  });
  await page.getByRole('group', { name: 'Files and problems' }).getByRole('button', { name: /Problems/ }).click();
  const hash = await page.evaluate(() => location.hash);
  await page.getByRole('button', { name: /region-unknown.*is silenced at/ }).first().click();
  const cards = page.locator('.output li.card');
  await cards.nth(2).waitFor();
  assert.equal(await page.evaluate(() => location.hash), hash, 'no section of the form is shown instead');
  assert.equal(await cards.filter({ hasText: 'The problem is gone' }).count(), 2);
  await cards.filter({ hasText: 'an old name' }).getByRole('button', { name: 'Take it out' }).click();
  await cards.nth(2).waitFor({ state: 'detached' });
  await page.keyboard.press('Control+z');
  await page.getByRole('button', { name: 'Take out all 2 whose problem is gone' }).click();
  await cards.nth(1).waitFor({ state: 'detached' });
  assert.match(await cards.innerText(), /a trial/);
}));

async function output(page, name) {
  await page.getByRole('group', { name: 'Files and problems' }).getByRole('button', { name, exact: true }).click();
}

test('what a month costs follows the figures, and a price can be replaced', () => opened(async (page) => {
  await output(page, 'Cost');
  const total = page.locator('.bill tbody tr').last().locator('td').last();
  await total.waitFor();
  const before = Number(await total.textContent());
  await page.getByLabel('Requests a month').fill('10000000');
  await page.getByRole('row', { name: /API Gateway/ }).getByText('42.50').waitFor();
  assert.ok(Number(await total.textContent()) > before * 5);
  // The sum stands before everything that it is made of.
  const first = page.locator('.sheet-pane .counts dd').first();
  assert.equal(await first.textContent(), `$${await total.textContent()}`);
  // A cache keeps nothing of a design whose methods are all ANY, unless somebody says otherwise.
  await page.getByText(/no method of this design is a GET/).waitFor();
  await page.getByText('More about the traffic').click();
  await page.getByLabel('Requests that a cache may answer, %').fill('100');
  await page.getByText(/REST with cache is cheaper than REST/).waitFor();
  await page.getByText('Prices', { exact: true }).click();
  await page.getByLabel('rest_requests', { exact: true }).fill('8.5');
  await page.getByRole('row', { name: /API Gateway/ }).getByText('85.00').waitFor();
  await page.getByRole('button', { name: 'Back to the table' }).click();
  await page.getByRole('row', { name: /API Gateway/ }).getByText('42.50').waitFor();
}));

test('the palette finds the way from a 403 to its cause', () => opened(async (page) => {
  await page.keyboard.press('Control+k');
  await page.getByRole('combobox', { name: 'Find an action' }).fill('403');
  await page.getByRole('option', { name: /Trouble/ }).waitFor();
  await page.keyboard.press('Enter');
  await page.getByLabel('403 Forbidden').check();
  await page.getByLabel('Forbidden, and nothing else').check();
  await page.getByText(/the default URL was called without a stage/i).waitFor();
  await page.getByText('curl -i "https://$API_ID"').waitFor();
}));

test('a cause that is in the design is mended from its symptom', () => opened(async (page) => {
  const design = JSON.parse(studio(['new']).stdout);
  design.cors = null;
  await page.locator('#open-file').setInputFiles({
    name: 'design.json', mimeType: 'application/json', buffer: Buffer.from(JSON.stringify(design)),
  });
  await output(page, 'Trouble');
  await page.getByLabel(/CORS: the browser blocks/).check();
  await page.getByLabel(/Allow-Origin header is present/).check();
  await page.getByText('CORS is off in this design').waitFor();
  await page.getByRole('button', { name: 'Turn CORS on' }).click();
  await page.getByText('CORS is off in this design').waitFor({ state: 'detached' });
  await page.keyboard.press('Control+z');
  await page.getByText('CORS is off in this design').waitFor();
}));
