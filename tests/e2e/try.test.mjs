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

test('a page that loads without styles is told at once, and its link can be followed to the cause', () => tried(async (page) => {
  const answer = page.locator('.try-answer');
  await page.getByText('Headers, body, who asks').click();
  await page.getByLabel('The app was deployed with Zappa').check();
  await page.getByRole('button', { name: /^The page at https:.*execute-api.*\/prod$/ }).click();
  await page.getByText(/will stand there without styles/).waitFor();
  await page.getByText(/Zappa tells the app one prefix for each stage/).waitFor();
  await page.getByRole('button', { name: 'Try what the page links: /assets/style.css' }).click();
  await answer.getByText('403', { exact: true }).waitFor();
  await page.getByText(/begin the path with a stage/i).waitFor();
  assert.ok(await page.getByLabel('The app was deployed with Zappa').isChecked());
}));

test('a check keeps who asks and how, and shows it again', () => tried(async (page) => {
  await page.getByText('Headers, body, who asks').click();
  await page.getByLabel('Out of this VPC').fill('vpc-0a1b2c3d');
  await page.getByLabel('The authorizer, or IAM, answers').selectOption('deny');
  await page.getByLabel('Signed with IAM credentials').check();
  await page.getByRole('button', { name: /Keep as a check/ }).click();
  await page.getByText('holds', { exact: true }).waitFor();
  await page.getByRole('button', { name: 'The page', exact: true }).click();
  await page.waitForFunction(() => !document.querySelector('[name=signed]').checked);
  await page.getByRole('button', { name: /^Show: GET/ }).click();
  await page.waitForFunction(() => document.querySelector('[name=signed]').checked);
  assert.equal(await page.getByLabel('Out of this VPC').inputValue(), 'vpc-0a1b2c3d');
  assert.equal(await page.getByLabel('The authorizer, or IAM, answers').inputValue(), 'deny');
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
