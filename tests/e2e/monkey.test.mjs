// Anything that anybody does leaves a page that works: see monkey.mjs. GATEWAY_STUDIO_ACTIONS makes it longer.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { monkey } from './monkey.mjs';
import { browser, host, ready, visit } from './support.mjs';

const ACTIONS = Number(process.env.GATEWAY_STUDIO_ACTIONS ?? 240);
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
