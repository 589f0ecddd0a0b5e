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
  // What would take the place of the design is seen before.
  await dialog(page).locator('summary', { hasText: 's3-sqs' }).focus();
  await page.keyboard.press('Enter');
  await dialog(page).locator('dd:visible', { hasText: 'sam/template.yaml' }).waitFor();
  await dialog(page).locator('dt:visible', { hasText: /^SQS$|^Amazon SQS$/ }).waitFor();
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

test('the palette finds what people call things, in either language and width', async () => {
  const wanted = {
    'en-US': {
      'add route': /^Add route/, 'add stage': /^Add stage/, 'rename stage': /^(Stages|Add stage)/, help: /^Keyboard shortcuts/, history: /^Designs/,
      login: /^Access/, jwt: /^Access/, cognito: /^Access/, websocket: /./, assets: /./, 'system theme': /^System theme/, 'usage plans': /^Usage plans/,
    },
    'ja-JP': {
      'APIキー': /API キー/, '使用量プラン': /使用量プラン/, 'クォータ': /./, 'ステージを追加': /^ステージを追加/, 'ルートを追加': /^ルートを追加/,
      'ヘルプ': /キーボードショートカット/, 'コスト': /^料金/, 'エラー': /./, 'ｃｏｒｓ': /CORS/, 'ステージ\u3000追加': /^ステージを追加/,
    },
  };
  for (const [locale, words] of Object.entries(wanted)) {
    const { page, context, troubles } = await visit(chromium, site, { locale });
    await page.keyboard.press('Control+k');
    for (const [typed, found] of Object.entries(words)) {
      await page.locator('#palette-input').fill(typed);
      await page.locator('#palette-list').getByRole('option').filter({ hasText: found }).first().waitFor();
    }
    assert.deepEqual(troubles, []);
    await context.close();
  }
});

test('the palette adds a stage and goes to its name', async () => {
  const { page, context, troubles } = await visit(chromium, site);
  await page.keyboard.press('Control+k');
  await page.locator('#palette-input').fill('add stage');
  await page.keyboard.press('Enter');
  await page.waitForFunction(() => /^\/stages\/\d+\/name$/.test(document.activeElement?.id));
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

const chosen = (page, group) => dialog(page).locator(`[name=${group}]:checked`).evaluateAll((all) => all.map((one) => one.value));

test('an answer that another kind of API does not know is asked for again, and nobody else is let in', async () => {
  const { page, context, troubles } = await visit(chromium, site);
  await page.getByRole('button', { name: 'Adapt to my app' }).first().click();
  const kind = (name) => dialog(page).getByRole('radio', { name: new RegExp(`^${name}`) }).check({ force: true });
  const take = dialog(page).getByRole('button', { name: 'Take this design' });
  const callers = dialog(page).getByRole('radiogroup', { name: /Who may call it/ });
  await kind('REST');
  for (const who of ['Only from inside my VPC', 'Holders of API keys', 'Users of a Cognito user pool']) {
    await callers.getByRole('radio', { name: who }).check({ force: true });
    await dialog(page).getByText(`Who may call: ${who}`).waitFor();
    const [value] = await chosen(page, 'callers');
    await kind('HTTP');
    await dialog(page).getByText(`HTTP APIs do not know “${who}`).first().waitFor();
    assert.deepEqual(await chosen(page, 'callers'), [], who);
    assert.equal(await take.isDisabled(), true);
    await kind('REST');
    await dialog(page).getByText(`Who may call: ${who}`).waitFor();
    assert.deepEqual(await chosen(page, 'callers'), [value]);
  }
  // The others of both kinds stay what they are.
  await callers.getByRole('radio', { name: 'Programs with AWS credentials' }).check({ force: true });
  await dialog(page).getByText('Who may call: Programs').waitFor();
  await kind('HTTP');
  await dialog(page).getByText('HTTP API, routes: 2').waitFor();
  assert.deepEqual(await chosen(page, 'callers'), ['iam']);
  await kind('REST');
  await callers.getByRole('radio', { name: 'Only from inside my VPC' }).check({ force: true });
  await dialog(page).getByText('Who may call: Only from inside my VPC').waitFor();
  await take.click();
  await dialog(page).waitFor({ state: 'hidden' });
  assert.match(await copied(page, 'sam/template.yaml'), /PRIVATE/);
  assert.deepEqual(troubles, []);
  await context.close();
});

test('what was typed into the wizard is there after the guide, after Escape, and under another framework', async () => {
  const { page, context, troubles } = await visit(chromium, site);
  const open = () => page.getByRole('button', { name: 'Adapt to my app' }).first().click();
  const project = dialog(page).getByRole('textbox', { name: /Project name/ });
  const object = dialog(page).locator('input[name=object]');
  await open();
  const before = await object.inputValue();
  await project.fill('orders');
  await dialog(page).getByRole('textbox', { name: /stages/ }).fill('dev，ｌｉｖｅ');
  await dialog(page).getByText('Stages: dev, live').waitFor();
  for (const [name, shown] of [['Django', 0], ['FastAPI', 1], ['Dash', 1]]) {
    await dialog(page).getByRole('radio', { name }).check({ force: true });
    await page.waitForFunction((count) => document.querySelectorAll('#sheet input[name=object]').length === count, shown);
  }
  await page.waitForFunction((text) => document.querySelector('#sheet input[name=object]').value === text, before);
  await dialog(page).getByRole('button', { name: 'Which one do I need?' }).click();
  await dialog(page).getByRole('heading', { name: 'Which kind of API do I need?' }).waitFor();
  await page.waitForFunction(() => document.activeElement?.id === 'sheet-title');
  await dialog(page).getByRole('button', { name: 'Back to the questions' }).click();
  await project.waitFor();
  assert.equal(await project.inputValue(), 'orders');
  await page.keyboard.press('Escape');
  await dialog(page).waitFor({ state: 'hidden' });
  await open();
  await project.waitFor();
  assert.equal(await project.inputValue(), 'orders');
  assert.equal(await dialog(page).getByRole('textbox', { name: /stages/ }).inputValue(), 'dev, live');
  await dialog(page).getByRole('button', { name: 'Take this design' }).click();
  await dialog(page).waitFor({ state: 'hidden' });
  // Another design: the answers were to the one before.
  await page.locator('#design-name').fill('renamed');
  await open();
  await project.waitFor();
  assert.equal(await project.inputValue(), 'renamed');
  assert.deepEqual(troubles, []);
  await context.close();
});

test('figures of the cost outlast their tab, and what nobody typed follows the design', async () => {
  const { page, context, troubles } = await visit(chromium, site);
  await ready(page);
  const tab = (name) => page.getByRole('button', { name, exact: true }).first().click();
  const requests = page.locator('#output input[name=requests]');
  const price = page.locator('#output input[name=price_rest_request]').or(page.locator('#output table.prices input.input')).first();
  await tab('Cost');
  await requests.fill('123000');
  await page.locator('#output summary', { hasText: 'Prices' }).click();
  const before = await price.inputValue();
  await tab('Files');
  await tab('Cost');
  await page.waitForFunction(() => document.querySelector('#output input[name=requests]')?.value === '123000');
  await page.getByRole('navigation', { name: 'Sections' }).getByRole('link', { name: 'App' }).click();
  await page.getByLabel('Region').selectOption('us-east-1');
  await page.waitForFunction((before) => document.querySelector('#output table.prices input.input').value !== before, before);
  assert.equal(await requests.inputValue(), '123000');
  assert.deepEqual(troubles, []);
  await context.close();
});

test('an address that is pasted as a domain becomes its name and its base path', async () => {
  const { page, context, troubles } = await visit(chromium, site);
  await ready(page);
  await page.getByRole('navigation', { name: 'Sections' }).getByRole('link', { name: 'Domain' }).click();
  const name = page.locator('[id="/domain/name"]');
  const path = page.locator('[id="/domain/mappings/0/base_path"]');
  await page.evaluate(() => navigator.clipboard.writeText('https://api.example.co.jp/dash/'));
  await name.focus();
  await page.keyboard.press('Control+a');
  await page.keyboard.press('Control+v');
  await page.waitForFunction(() => document.getElementById('/domain/name').value === 'api.example.co.jp');
  assert.equal(await path.inputValue(), 'dash');
  await undo(page);
  await page.waitForFunction(() => document.getElementById('/domain/name').value === 'api.example.com');
  assert.equal(await path.inputValue(), '');
  // One without a scheme may be typed, so it waits for a word.
  await name.fill('api.example.co.jp/dash');
  await page.getByRole('button', { name: 'Change it to api.example.co.jp with the base path dash' }).first().click();
  await page.waitForFunction(() => document.getElementById('/domain/name').value === 'api.example.co.jp');
  assert.equal(await path.inputValue(), 'dash');
  // Another path takes its place; who is asked to log in is no part of a name.
  await page.evaluate(() => navigator.clipboard.writeText('HTTPS://user@API.example.org:8443/other'));
  await name.focus();
  await page.keyboard.press('Control+a');
  await page.keyboard.press('Control+v');
  await page.waitForFunction(() => document.getElementById('/domain/name').value === 'api.example.org');
  assert.equal(await path.inputValue(), 'other');
  assert.deepEqual(troubles, []);
  await context.close();
});

test('texts of a pane outlast its tab, and an answer belongs to its symptom', async () => {
  const { page, context, troubles } = await visit(chromium, site);
  await ready(page);
  const pane = page.locator('#output');
  const tab = (name) => page.getByRole('button', { name, exact: true }).first().click();
  await tab('Compare');
  await pane.getByLabel('Compare').selectOption('file');
  await page.getByPlaceholder('Text of the other design.json').fill('{"name": "pasted"}');
  await pane.getByRole('row', { name: /^Project name pasted/ }).waitFor();
  await tab('Try');
  await page.getByLabel('Address or path').fill('/typed');
  await page.locator('.try-answer').waitFor();
  await tab('Compare');
  await pane.getByRole('row', { name: /^Project name pasted/ }).waitFor();
  assert.equal(await page.getByPlaceholder('Text of the other design.json').inputValue(), '{"name": "pasted"}');
  await tab('Try');
  await page.getByLabel('Address or path').waitFor();
  assert.equal(await page.getByLabel('Address or path').inputValue(), '/typed');
  await tab('Trouble');
  const symptom = (key) => pane.locator(`input[name=symptom][value="${key}"]`);
  const keys = await pane.locator('input[name=symptom]').evaluateAll((all) => all.map((one) => one.value));
  for (const key of keys) {
    await symptom(key).check({ force: true });
    await pane.locator(`input[name=answer][value^="${key} "]`).or(pane.locator('h3, p.help')).first().waitFor();
    const answers = pane.locator('input[name=answer]');
    await page.waitForFunction((symptom) => [...document.querySelectorAll('#output input[name=answer]')]
      .every((one) => one.value.startsWith(`${symptom} `)), key);
    // What is shown as chosen is what the engine answers for.
    const wrong = await answers.evaluateAll((all) => all.filter((one) => one.checked !== one.hasAttribute('checked')).length);
    assert.equal(wrong, 0, key);
    if (await answers.count() > 1) await answers.nth(1).check({ force: true });
  }
  assert.deepEqual(troubles, []);
  await context.close();
});
