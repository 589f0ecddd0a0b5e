// What a person does in the release build, in real Chromium.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { journeys, section } from './journeys.mjs';
import { browser, copied, host, largeDesign, show, visit } from './support.mjs';

let chromium;
let site;

before(async () => {
  [chromium, site] = await Promise.all([browser(), host()]);
});

after(async () => {
  await chromium?.close();
  site?.close();
});

journeys(() => ({ chromium, site }));

test('the page works from a folder of a bucket', async () => {
  const bucket = await host('/bucket/some%20prefix/'.replace('%20', '-'));
  const { troubles, context } = await visit(chromium, bucket, { path: 'index.html' });
  assert.deepEqual(troubles, []);
  await context.close();
  bucket.close();
});

test('something sensible is painted without WebAssembly, and says how to proceed', async () => {
  const context = await chromium.newContext({ locale: 'en-US' });
  const page = await context.newPage();
  await page.route('**/*.wasm', (route) => route.abort());
  await page.goto(site.url);
  await page.getByText('Gateway Studio', { exact: true }).first().waitFor();
  await page.getByRole('alert').getByText(/could not be loaded/).waitFor();
  await context.close();
});

test('an engine that cannot be loaded is named, and started again', async () => {
  const { page, context } = await visit(chromium, site, {
    serviceWorkers: 'block',
    prepare: (page) => page.route('**/engine-*_bg.wasm', (route) => route.abort()),
  });
  const alert = page.getByRole('alert').filter({ hasText: 'has stopped' });
  await alert.waitFor();
  assert.equal(await page.getByText('No problems').count(), 0, 'nothing is right before it was judged');
  await section(page, 'API').click();
  await page.getByLabel('Description').fill('typed without an engine');
  await page.getByRole('button', { name: 'Download zip' }).click();
  await page.getByRole('alert').filter({ hasText: 'Your design is safe' }).first().waitFor();
  await page.unroute('**/engine-*_bg.wasm');
  await page.getByRole('button', { name: 'Start it again' }).click();
  assert.match(await copied(page, 'sam/template.yaml'), /typed without an engine/);
  await context.close();
});

test('the form of a deployed function leaves out what no file would change', async () => {
  const { page, context, troubles } = await visit(chromium, site, {});
  await section(page, 'Functions').click();
  const size = page.getByText('What the deployed function has');
  const layers = page.getByRole('button', { name: 'Add layer' });
  await layers.waitFor();
  assert.equal(await size.count(), 0);
  await page.getByRole('button', { name: 'Add variable' }).first().click();
  await page.getByLabel('Function ARN').fill('arn:aws:lambda:us-east-1:123456789012:function:app');
  await size.waitFor();
  assert.equal(await layers.count(), 0);
  assert.ok(await page.getByRole('button', { name: 'Add variable' }).count(), 'what was said before stays in sight');
  await page.getByLabel('Function ARN').fill('');
  await layers.waitFor();
  assert.equal(await size.count(), 0);
  assert.deepEqual(troubles, []);
  await context.close();
});

test('no horizontal scroll from 320 pixels on', async () => {
  for (const width of [320, 390, 768, 1024, 1440]) {
    const { page, context } = await visit(chromium, site, { viewport: { width, height: 800 }, wait: false });
    await page.getByRole('main').waitFor();
    await page.waitForTimeout(200);
    const over = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
    assert.ok(over <= 0, `${width} px: ${over} px too wide`);
    await context.close();
  }
});

test('five thousand routes: few nodes, quick keys', async (t) => {
  const { page, context, troubles } = await visit(chromium, site, {});
  await page.getByLabel('Open file…').first().setInputFiles({
    name: 'design.json', mimeType: 'application/json', buffer: Buffer.from(largeDesign(5000)),
  });
  await page.getByRole('treeitem', { name: /group0/ }).first().waitFor();
  await show(page, 'sam/template.yaml');
  await section(page, 'API').click();
  const field = page.getByLabel('Description');
  await field.focus();
  await page.evaluate(() => {
    window.times = [];
    addEventListener('keydown', () => {
      const start = performance.now();
      requestAnimationFrame(() => setTimeout(() => window.times.push(performance.now() - start)));
    }, true);
  });
  await page.keyboard.type('a description of forty characters, more', { delay: 60 });
  await page.waitForTimeout(500);
  const times = (await page.evaluate(() => window.times)).sort((a, b) => a - b);
  const at = (part) => times[Math.floor(times.length * part)].toFixed(1);
  t.diagnostic(`key to frame at 5,000 routes: p50 ${at(0.5)} ms, p95 ${at(0.95)} ms over ${times.length} keys`);
  const nodes = await page.evaluate(() => document.querySelectorAll('*').length);
  t.diagnostic(`${nodes} DOM nodes`);
  assert.ok(nodes < 1500, `${nodes} nodes`);
  assert.deepEqual(troubles, []);
  await context.close();
});
