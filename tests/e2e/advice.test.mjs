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
