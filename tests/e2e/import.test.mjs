// What people already have is read, shown and taken over.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { browser, host, ready, visit } from './support.mjs';

let chromium, site;
before(async () => { [chromium, site] = await Promise.all([browser(), host()]); });
after(async () => { await chromium.close(); site.close(); });

const TEMPLATE = `AWSTemplateFormatVersion: '2010-09-09'
Transform: AWS::Serverless-2016-10-31
Parameters:
  Level: {Type: String, Default: info}
Resources:
  Hello:
    Type: AWS::Serverless::Function
    Properties:
      CodeUri: hello/
      Handler: app.handler
      Runtime: python3.12
      Environment: {Variables: {LEVEL: !Ref Level}}
      Events:
        Items: {Type: Api, Properties: {Path: '/items/{id}', Method: get}}
        Root: {Type: Api, Properties: {Path: /, Method: any}}
  Table:
    Type: AWS::DynamoDB::Table
    Properties:
      AttributeDefinitions: [{AttributeName: id, AttributeType: S}]
      KeySchema: [{AttributeName: id, KeyType: HASH}]
      BillingMode: PAY_PER_REQUEST
`;

const bring = (page, name, text) => page.locator('#open-file').setInputFiles({
  name, mimeType: 'application/octet-stream', buffer: Buffer.from(text),
});

async function opened(use) {
  const { page, context, troubles } = await visit(chromium, site);
  await ready(page);
  await use(page);
  assert.deepEqual(troubles, []);
  await context.close();
}

test('a template is shown before it takes the place of anything, and taken over as one step', () => opened(async (page) => {
  await bring(page, 'template.yaml', TEMPLATE);
  const sheet = page.getByRole('dialog', { name: 'Import what you have' });
  await sheet.getByText('SAM').first().waitFor();
  const rows = await sheet.getByRole('list', { name: 'The tree after the import' }).getByRole('listitem').allInnerTexts();
  assert.deepEqual(rows.map((row) => row.replaceAll(/\s+/g, ' ').trim()), ['/ ANY', '/items', '/{id} GET']);
  // Nothing happened to the open design yet.
  assert.equal(await page.getByRole('treeitem', { name: '/items' }).count(), 0);
  await sheet.getByRole('button', { name: 'Use this design' }).click();
  await page.getByRole('treeitem', { name: /items/ }).first().waitFor();
  assert.equal(await sheet.isVisible(), false);
  await page.getByRole('button', { name: /^Undo/ }).first().click();
  await page.getByRole('treeitem', { name: /proxy/ }).first().waitFor();
  assert.equal(await page.getByRole('treeitem', { name: /items/ }).count(), 0);
}));

test('each count opens, and lists its keys with their lines', () => opened(async (page) => {
  await bring(page, 'template.yaml', TEMPLATE);
  const sheet = page.getByRole('dialog', { name: 'Import what you have' });
  const kept = sheet.getByRole('button', { name: /^keys kept as they are/ });
  await kept.click();
  const list = sheet.getByRole('list', { name: 'keys kept as they are' });
  await list.waitFor();
  const rows = (await list.getByRole('listitem').allTextContents()).map((row) => row.replaceAll(/\s+/g, ' ').trim());
  assert.ok(rows.includes('Resources › Table 10 keys line 16, column 3'), rows.join('\n'));
  assert.equal(await kept.getAttribute('aria-label'), 'keys kept as they are: Hide');
  await sheet.getByRole('button', { name: /^keys in the design/ }).click();
  await sheet.getByRole('list', { name: 'keys in the design' }).waitFor();
  assert.equal(await list.count(), 0);
  await sheet.getByRole('button', { name: /^keys in the design/ }).click();
  await sheet.getByRole('list', { name: 'keys in the design' }).waitFor({ state: 'detached' });
}));

test('what the forms have no field for goes back into the template, and can be dropped', () => opened(async (page) => {
  await bring(page, 'anything.txt', TEMPLATE);
  const sheet = page.getByRole('dialog', { name: 'Import what you have' });
  await sheet.getByRole('button', { name: 'Use this design' }).click();
  await page.getByRole('button', { name: 'Kept of the imported template…' }).click();
  const kept = page.getByRole('dialog', { name: 'Kept of the imported template' });
  await kept.getByText('/Resources/Table').first().waitFor();
  await kept.getByRole('button', { name: 'Drop: /Resources/Table' }).click();
  await page.waitForFunction(() => !document.querySelector('#sheet')?.innerText.includes('/Resources/Table'));
}));

test('a broken file is told with its line, and costs nothing', () => opened(async (page) => {
  await bring(page, 'broken.yaml', 'a: 1\nb:\n\t- c\n');
  const sheet = page.getByRole('dialog', { name: 'Import what you have' });
  await sheet.getByText('line 3, column').waitFor();
  assert.equal(await sheet.getByRole('button', { name: 'Use this design' }).count(), 0);
  await sheet.getByRole('button', { name: 'Cancel' }).click();
  await page.getByRole('treeitem', { name: /proxy/ }).first().waitFor();
}));

test('by keyboard alone: the palette, a pasted text, taken over', () => opened(async (page) => {
  await page.keyboard.press('Control+k');
  await page.keyboard.type('Import what');
  await page.keyboard.press('Enter');
  const area = page.getByLabel('Or paste the text here');
  await area.waitFor();
  await area.focus();
  await page.evaluate((text) => navigator.clipboard.writeText(text), TEMPLATE);
  await page.keyboard.press('Control+v');
  const take = page.getByRole('button', { name: 'Use this design' });
  await take.waitFor();
  // Who types goes on typing.
  assert.equal(await page.evaluate(() => document.activeElement?.getAttribute('name')), 'paste');
  await take.focus();
  await page.keyboard.press('Enter');
  await page.getByRole('treeitem', { name: /items/ }).first().waitFor();
  await page.waitForFunction(() => !document.querySelector('dialog[open]') && document.activeElement !== document.body);
}));

test('what goes with its sheet leaves the focus to the heading', () => opened(async (page) => {
  await bring(page, 'template.yaml', TEMPLATE);
  const other = page.getByRole('button', { name: 'Read something else' });
  await other.focus();
  await page.keyboard.press('Enter');
  await page.getByLabel('Or paste the text here').waitFor();
  await page.waitForFunction(() => document.activeElement?.id === 'sheet-title');
}));

test('a megabyte of template stands there soon', () => opened(async (page) => {
  let text = 'Transform: AWS::Serverless-2016-10-31\nResources:\n';
  for (let number = 0; number < 500; number += 1) {
    text += `  Function${number}:\n    Type: AWS::Serverless::Function\n    Metadata: {Note: ${'x'.repeat(1600)}}\n    Properties:\n`
      + '      CodeUri: src/\n      Handler: app.handler\n      Runtime: python3.12\n      Events:\n'
      + `        Get: {Type: Api, Properties: {Path: '/group${number % 25}/item${number}', Method: get}}\n`;
  }
  assert.ok(text.length > 900_000);
  await page.evaluate(() => {
    new MutationObserver(() => {
      if (document.querySelector('.tree-to-be li')) globalThis.seen ??= performance.now();
    }).observe(document.body, { childList: true, subtree: true });
    document.querySelector('#open-file').addEventListener('change', () => { globalThis.began = performance.now(); }, true);
  });
  await bring(page, 'large.yaml', text);
  await page.locator('.tree-to-be li').first().waitFor();
  const took = await page.evaluate(() => globalThis.seen - globalThis.began);
  console.log(`a template of ${Math.round(text.length / 1000)} kB with 500 functions as a tree: ${Math.round(took)} ms of 200 wanted`);
  assert.ok(took < 2_000, `${took} ms`);
  // Of many routes the first are shown, and more of them when somebody asks.
  const rows = await page.locator('.tree-to-be li').count();
  await page.getByRole('button', { name: /^Show more/ }).click();
  await page.waitForFunction((rows) => document.querySelectorAll('.tree-to-be li').length > 3 * rows, rows);
}));

/** Ten megabytes and a little, as somebody has them in the clipboard by mistake. */
const HUGE = 10.5 * 2 ** 20;

/** Pastes them, and gives how long the page stood still at most, in milliseconds. */
async function pasteHuge(page) {
  await page.evaluate(async (size) => {
    await navigator.clipboard.writeText('a: b # and on\n'.repeat(Math.ceil(size / 14)));
    globalThis.still = 0;
    let last = performance.now();
    const look = () => {
      globalThis.still = Math.max(globalThis.still, performance.now() - last);
      last = performance.now();
      setTimeout(look, 10);
    };
    look();
  }, HUGE);
  await page.keyboard.press('Control+v');
  return () => page.evaluate(() => Math.round(globalThis.still));
}

test('ten megabytes pasted into the page are read or refused, and the page goes on', () => opened(async (page) => {
  await page.locator('body').click({ position: { x: 720, y: 5 } });
  const still = await pasteHuge(page);
  const sheet = page.getByRole('dialog', { name: 'Import what you have' });
  await sheet.getByText(/more than 10 MB/).first().waitFor();
  console.log(`pasted into the page: it stood still for ${await still()} ms at most`);
  await sheet.getByRole('button', { name: 'Cancel' }).click();
  await page.getByRole('treeitem', { name: /proxy/ }).first().waitFor();
}));

test('ten megabytes pasted into a field are taken for a file, and what was there stays', () => opened(async (page) => {
  await page.evaluate(() => { location.hash = 'api'; });
  const field = page.getByLabel('Description');
  await field.fill('before');
  await field.press('Control+a');
  const still = await pasteHuge(page);
  const sheet = page.getByRole('dialog', { name: 'Import what you have' });
  await sheet.getByText(/more than 10 MB/).first().waitFor();
  console.log(`pasted into a field: the page stood still for ${await still()} ms at most`);
  await sheet.getByRole('button', { name: 'Cancel' }).click();
  assert.equal(await field.inputValue(), 'before');
  // What comes by another way, such as dragging, is refused where it stands.
  await field.fill('x'.repeat(500_000));
  await page.getByText(/^Too long for any setting/).waitFor();
  await field.blur();
  assert.equal(await field.inputValue(), 'before');
  await field.fill('after');
  await page.waitForFunction(() => localStorage.getItem('gateway-studio/design').includes('"after"'));
}));
