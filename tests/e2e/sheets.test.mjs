// What the engine draws: the wizard, worked examples, the guide, the picture, the comparison; and the palette.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { browser, copied, host, ready, visit } from './support.mjs';

let chromium;
let site;

before(async () => {
  [chromium, site] = await Promise.all([browser(), host()]);
});

after(async () => {
  await chromium?.close();
  site?.close();
});

const dialog = (page) => page.getByRole('dialog');
const undo = (page) => page.keyboard.press('Control+z');

test('six answers make a design, which is shown before it is taken and can be taken back', async () => {
  const { page, context, troubles } = await visit(chromium, site);
  await page.getByRole('button', { name: 'Adapt to my app' }).first().click();
  await dialog(page).getByRole('radio', { name: /^FastAPI/ }).check({ force: true });
  await dialog(page).getByRole('radio', { name: /^HTTP/ }).check({ force: true });
  await dialog(page).getByRole('textbox', { name: /Project name/ }).fill('orders');
  await dialog(page).getByRole('textbox', { name: /stages/ }).fill('live');
  await dialog(page).getByRole('textbox', { name: /domain/ }).fill('orders.example.co.jp');
  const result = dialog(page).getByRole('heading', { name: 'What you get' }).locator('..');
  await result.getByText('HTTP API, routes: 2').waitFor();
  await result.getByText('Domain: orders.example.co.jp').waitFor();
  await dialog(page).getByRole('button', { name: 'Take this design' }).click();
  await dialog(page).waitFor({ state: 'hidden' });
  const template = await copied(page, 'sam/template.yaml');
  assert.match(template, /AWS::Serverless::HttpApi/);
  assert.match(template, /orders\.example\.co\.jp/);
  await page.getByText('A Dash app').first().waitFor({ state: 'hidden' }).catch(() => {});
  await undo(page);
  assert.match(await copied(page, 'sam/template.yaml'), /AWS::Serverless::Api\b/);
  assert.deepEqual(troubles, []);
  await context.close();
});

test('a worked example is taken by keyboard alone, as one step', async () => {
  const { page, context, troubles } = await visit(chromium, site);
  await page.keyboard.press('Control+k');
  await page.keyboard.type('worked');
  await page.keyboard.press('Enter');
  const take = dialog(page).getByRole('button', { name: 'Take this one: s3-sqs' });
  await take.focus();
  await page.keyboard.press('Enter');
  await dialog(page).waitFor({ state: 'hidden' });
  // A design without a program has no files for Zappa, so the row of tools moves.
  const zappa = page.getByRole('group', { name: 'Files by tool' }).getByRole('button', { name: /^Zappa/ });
  await zappa.waitFor({ state: 'detached' });
  assert.match(await copied(page, 'sam/template.yaml'), /sqs/);
  await undo(page);
  await zappa.waitFor();
  assert.doesNotMatch(await copied(page, 'sam/template.yaml'), /sqs/);
  assert.deepEqual(troubles, []);
  await context.close();
});

test('the guide recommends a kind, names what this design would lose, and changes it', async () => {
  const { page, context, troubles } = await visit(chromium, site, { path: '#api' });
  await page.getByRole('button', { name: 'Which one do I need?' }).click();
  const card = (kind) => dialog(page).getByRole('heading', { name: new RegExp(`^${kind}`) }).locator('..');
  await card('HTTP').getByText('This design would lose or must change').waitFor();
  await dialog(page).getByLabel('A cache of answers').check();
  await card('REST').getByText('Recommended').waitFor();
  await card('HTTP').getByText('A cache of answers').waitFor();
  await card('HTTP').getByRole('button', { name: 'Change to HTTP' }).click();
  await dialog(page).waitFor({ state: 'hidden' });
  assert.match(await copied(page, 'sam/template.yaml'), /AWS::Serverless::HttpApi/);
  await undo(page);
  assert.match(await copied(page, 'sam/template.yaml'), /AWS::Serverless::Api\b/);
  assert.deepEqual(troubles, []);
  await context.close();
});

test('boxes of the picture lead to their forms, and it is saved as SVG and as PNG', async () => {
  const { page, context, troubles } = await visit(chromium, site);
  await page.getByRole('button', { name: 'Picture' }).click();
  const saved = async (name) => {
    const [download] = await Promise.all([page.waitForEvent('download'), page.getByRole('button', { name }).click()]);
    const chunks = [];
    for await (const chunk of await download.createReadStream()) chunks.push(chunk);
    return [download.suggestedFilename(), Buffer.concat(chunks)];
  };
  const [svgName, svg] = await saved('Save as SVG');
  assert.equal(svgName, 'dash-lambda.svg');
  assert.match(svg.toString(), /^<svg .*dash-lambda/s);
  const [pngName, png] = await saved('Save as PNG');
  assert.equal(pngName, 'dash-lambda.png');
  assert.deepEqual([...png.subarray(0, 4)], [0x89, 0x50, 0x4e, 0x47]);
  assert.ok(png.length > 5_000, `${png.length} bytes are an empty picture`);
  await page.getByRole('button', { name: /^Custom domain/ }).focus();
  await page.keyboard.press('Enter');
  await page.getByRole('heading', { name: 'Domain', level: 2 }).waitFor();
  // It follows the design.
  await page.getByRole('textbox', { name: 'Domain name' }).fill('new.example.com');
  await page.getByRole('button', { name: /^Custom domain: new\.example\.com/ }).waitFor();
  assert.deepEqual(troubles, []);
  await context.close();
});

test('a comparison names what changed, leads there, and is copied as Markdown', async () => {
  const { page, context, troubles } = await visit(chromium, site, { path: '#app' });
  await page.getByRole('button', { name: 'Compare', exact: true }).click();
  await page.getByText('Nothing differs.').first().waitFor();
  await page.getByLabel('Region').selectOption('eu-west-1');
  await page.getByRole('row', { name: /Region ap-northeast-1 eu-west-1/ }).waitFor();
  await page.getByRole('button', { name: 'Copy as Markdown' }).first().click();
  const text = await page.evaluate(() => navigator.clipboard.readText());
  assert.match(text, /\| `Region` \| `ap-northeast-1` \| `eu-west-1` \|/);
  await page.getByLabel('As text of').selectOption('sam/template.yaml');
  await page.locator('pre.diff ins').first().waitFor();
  const output = page.getByRole('region', { name: /Output|Files/ }).or(page.locator('#output'));
  await output.getByLabel('Compare').selectOption('stages');
  await page.getByRole('row', { name: /description/i }).waitFor();
  await output.getByLabel('Compare').selectOption('file');
  await page.getByPlaceholder('Text of the other design.json').fill('{');
  await page.getByText('This text is no design').waitFor();
  assert.deepEqual(troubles, []);
  await context.close();
});

test('the palette finds fields by their words and by the terms of AWS, routes and files', async () => {
  const { page, context, troubles } = await visit(chromium, site);
  // Files are the engine's to know.
  await ready(page);
  const find = async (text) => {
    await page.keyboard.press('Control+k');
    await page.getByRole('combobox', { name: /Find an action/ }).fill(text);
    await page.keyboard.press('Enter');
  };
  await find('RetentionInDays');
  await page.getByRole('heading', { name: 'Stages', level: 2 }).waitFor();
  await page.waitForFunction(() => document.activeElement?.id === '/stages/0/access_log/retention_days');
  await find('template.yaml');
  await page.getByRole('button', { name: 'sam/template.yaml' }).waitFor();
  await find('{proxy+}');
  await page.getByRole('heading', { name: 'Routes', level: 2 }).waitFor();
  assert.equal(await page.getByLabel('Path', { exact: true }).inputValue(), '/{proxy+}');
  await find('nothing is called like this');
  await page.getByText('Nothing found.').waitFor();
  await page.keyboard.press('Escape');
  await page.getByRole('dialog').waitFor({ state: 'hidden' });
  assert.deepEqual(troubles, []);
  await context.close();
});
