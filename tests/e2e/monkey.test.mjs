// Anything that anybody does leaves a page that works: see monkey.mjs. GATEWAY_STUDIO_ACTIONS makes it longer.
// And what was opened and closed leaves nothing behind; GATEWAY_STUDIO_ROUNDS makes that longer.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { monkey } from './monkey.mjs';
import { section } from './journeys.mjs';
import { browser, host, ready, visit } from './support.mjs';

const ACTIONS = Number(process.env.GATEWAY_STUDIO_ACTIONS ?? 240);
const ROUNDS = Number(process.env.GATEWAY_STUDIO_ROUNDS ?? 8);
const SEEDS = (process.env.GATEWAY_STUDIO_SEEDS ?? '1,2').split(',').map(Number);

let chromium;
let site;

before(async () => {
  [chromium, site] = await Promise.all([browser(), host()]);
});

after(async () => {
  await chromium?.close();
  site?.close();
});

for (const seed of SEEDS) {
  test(`a monkey with undo, seed ${seed}`, async (context) => {
    const { page, context: visited, troubles } = await visit(chromium, site);
    try {
      await ready(page);
      const done = await monkey(page, troubles, seed, ACTIONS);
      context.diagnostic(`${done.actions} actions, ${done.steps} steps of undo, ${done.checks} checks, nothing lost`);
      assert.ok(done.checks > 0);
    } finally {
      await visited.close();
    }
  });
}

/** What the page holds after a clean-up: elements and texts, listeners, bytes of scripts, bytes of both programs. */
async function held(page, session) {
  // What a person sees fade is gone after that.
  await page.waitForTimeout(500);
  for (let time = 0; time < 2; time += 1) await session.send('HeapProfiler.collectGarbage');
  const { metrics } = await session.send('Performance.getMetrics');
  const of = (name) => metrics.find((metric) => metric.name === name).value;
  return { nodes: of('Nodes'), listeners: of('JSEventListeners'), bytes: of('JSHeapUsedSize') };
}

test('what is opened and closed leaves nothing behind', async (context) => {
  const { page, context: visited, troubles } = await visit(chromium, site);
  try {
    await ready(page);
    const session = await visited.newCDPSession(page);
    await session.send('Performance.enable');
    const round = async () => {
      for (const name of ['Functions', 'Stages', 'Domain', 'Access', 'CORS', 'Monitoring', 'Routes', 'API']) await section(page, name).click();
      await page.getByLabel('Description').fill('typed');
      for (const name of ['Designs', 'Share']) {
        await page.getByRole('button', { name }).click();
        await page.getByRole('dialog').getByRole('button', { name: 'Close' }).first().click();
        await page.getByRole('dialog').waitFor({ state: 'hidden' });
      }
      await page.keyboard.press('Control+k');
      await page.keyboard.press('Escape');
      await page.getByRole('button', { name: /^Undo/ }).first().click();
    };
    const warm = Math.max(3, Math.floor(ROUNDS / 10));
    for (let number = 0; number < warm; number += 1) await round();
    const before = await held(page, session);
    for (let number = warm; number < ROUNDS; number += 1) await round();
    const after = await held(page, session);
    const more = Object.entries(after).map(([name, value]) => [name, (value - before[name]) / (ROUNDS - warm)]);
    context.diagnostic(`${ROUNDS} rounds; more after each of the last ${ROUNDS - warm}: ${more.map(([name, value]) => `${value.toFixed(1)} ${name}`).join(', ')}`);
    const { nodes, listeners } = Object.fromEntries(more);
    assert.ok(nodes < 5 && listeners < 2, `${nodes} nodes and ${listeners} listeners more after each round`);
    assert.deepEqual(troubles, []);
  } finally {
    await visited.close();
  }
});
