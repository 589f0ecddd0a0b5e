// A request is tried against the design, and kept as a check.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { browser, host, ready, visit } from './support.mjs';

let chromium, site;
before(async () => { [chromium, site] = await Promise.all([browser(), host()]); });
after(async () => { await chromium.close(); site.close(); });

async function tried(use) {
  const { page, context, troubles } = await visit(chromium, site);
  await ready(page);
  await page.getByRole('button', { name: 'Try', exact: true }).click();
  await page.getByText('What would become of it on AWS, step by step.').waitFor();
  await use(page);
  assert.deepEqual(troubles, []);
  await context.close();
}

test('why a Dash page stands without styles behind a stage', () => tried(async (page) => {
  const answer = page.locator('.try-answer');
  await answer.getByText('200', { exact: true }).waitFor();
  await page.getByRole('button', { name: 'A style sheet without the stage' }).click();
  await answer.getByText('403', { exact: true }).waitFor();
  await page.getByText(/begin the path with a stage/i).waitFor();
  assert.match(await page.getByLabel('Address or path').inputValue(), /execute-api.*\/assets\/style\.css$/);
  await page.getByRole('button', { name: 'Stage', exact: true }).click();
  await page.getByRole('heading', { name: 'Stages', level: 1 }).or(page.getByRole('heading', { name: 'Stages' })).first().waitFor();
}));

test('a request that is typed is followed, its event can be copied', () => tried(async (page) => {
  await page.getByLabel('Address or path').fill('/orders/7?full=1');
  await page.getByText('"resource": "/{proxy+}"').waitFor();
  await page.getByRole('button', { name: 'Copy', exact: true }).last().click();
  await page.waitForFunction(async () => (await navigator.clipboard.readText()).includes('"full": "1"'));
  const event = JSON.parse(await page.evaluate(() => navigator.clipboard.readText()));
  assert.deepEqual(event.pathParameters, { proxy: 'orders/7' });
}));

test('a check holds until the design breaks it, and again after undo', () => tried(async (page) => {
  await page.getByRole('button', { name: 'A style sheet', exact: true }).click();
  await page.getByRole('button', { name: 'Keep as a check: it must stay 200' }).click();
  await page.getByText('holds', { exact: true }).waitFor();
  await page.getByRole('treeitem', { name: /proxy/ }).first().click();
  await page.getByRole('treeitem', { name: /proxy/ }).first().press('Delete');
  await page.getByText('now 403', { exact: true }).waitFor();
  await page.getByRole('button', { name: /1 error/ }).first().waitFor();
  await page.keyboard.press('Control+z');
  await page.getByText('holds', { exact: true }).waitFor();
  await page.getByRole('button', { name: 'Remove: GET /assets/style.css → 200' }).click();
  await page.getByText('holds', { exact: true }).waitFor({ state: 'detached' });
}));
