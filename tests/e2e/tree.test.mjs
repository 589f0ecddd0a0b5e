// What a person does in the route tree: moving, copying, selecting many, by mouse, finger and key.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { browser, copied, host, largeDesign, ready, studio, visit } from './support.mjs';

let chromium;
let site;

before(async () => {
  [chromium, site] = await Promise.all([browser(), host()]);
});

after(async () => {
  await chromium?.close();
  site?.close();
});

/** The first preset with further routes, each like its first one. */
function designWith(paths) {
  const design = JSON.parse(studio(['new']).stdout);
  const [route] = design.routes;
  for (const path of paths) design.routes.push({ ...route, path });
  return design;
}

const PATHS = ['/a', '/a/{id}', '/a/{id}/x', '/b', '/c', '/c/d'];

function journey(name, options, run) {
  test(name, async (context) => {
    const { page, context: visited, troubles } = await visit(chromium, site, options);
    try {
      await ready(page);
      await open(page, options.design ?? designWith(PATHS));
      await run(page, context, visited);
      assert.deepEqual(troubles, []);
    } finally {
      await visited.close();
    }
  });
}

async function open(page, design) {
  await page.getByLabel('Open file…').first().setInputFiles({
    name: 'design.json', mimeType: 'application/json', buffer: Buffer.from(JSON.stringify(design)),
  });
  await page.locator(`[id$=":${design.routes.at(-1).path}"]`).or(page.locator('[role=treeitem]').nth(20)).first().waitFor({ state: 'attached' });
}

const row = (page, path) => page.locator(`[role=treeitem][id^="route:"][id$=":${path}"]`);
const there = (page, path) => row(page, path).waitFor();
const gone = (page, path) => row(page, path).waitFor({ state: 'detached' });
const undo = (page) => page.keyboard.press('Control+z');
const selected = (page) => page.locator('[role=treeitem][aria-selected=true]').count();
const focused = (page) => page.evaluate(() => document.activeElement.id.replace(/^route:\d*:/, ''));
const design = async (page) => JSON.parse(await copied(page, 'design.json'));

async function middle(locator) {
  const { x, y, width, height } = await locator.boundingBox();
  return [x + Math.min(60, width / 3), y + height / 2];
}

journey('a row is dragged to below another one with all below it, and back by undo', {}, async (page) => {
  const [from, to] = [await middle(row(page, '/a')), await middle(row(page, '/c'))];
  await page.mouse.move(...from);
  await page.mouse.down();
  await page.mouse.move(from[0] + 10, from[1] + 10);
  await page.mouse.move(...to, { steps: 5 });
  assert.equal(await page.locator('[data-drop]').getAttribute('aria-label').then((name) => name.split(' ')[0]), '/c');
  await page.mouse.up();
  await there(page, '/c/a/{id}/x');
  assert.equal(await focused(page), '/c/a');
  await page.getByRole('status').getByText('Moved /c/a').waitFor();
  assert.match(await copied(page, 'sam/template.yaml'), /Path: \/c\/a\/\{id\}\/x/);
  await row(page, '/c/a').focus();
  await undo(page);
  await there(page, '/a/{id}/x');
  await gone(page, '/c/a');
});

journey('a drag that leads nowhere, or is given up, changes nothing', {}, async (page) => {
  const drag = async (from, to, end) => {
    await page.mouse.move(...await middle(row(page, from)));
    await page.mouse.down();
    await page.mouse.move(...await middle(row(page, to)), { steps: 5 });
    await end();
    await page.mouse.up();
  };
  await drag('/a', '/a/{id}', async () => assert.equal(await page.locator('[data-drop]').count(), 0));
  await drag('/a', '/{proxy+}', async () => assert.equal(await page.locator('[data-drop]').count(), 0));
  await drag('/a', '/c', () => page.keyboard.press('Escape'));
  assert.deepEqual((await design(page)).routes.slice(2).map(({ path }) => path), PATHS);
});

journey('a finger drags by the grip and scrolls elsewhere', { wait: false, hasTouch: true, isMobile: true, viewport: { width: 390, height: 844 } }, async (page, _, context) => {
  await page.locator('.bottom-item').first().click();
  const finger = await context.newCDPSession(page);
  const touch = (type, points) => finger.send('Input.dispatchTouchEvent', { type, touchPoints: points.map(([x, y]) => ({ x, y })) });
  const grip = await row(page, '/a').locator('.grip').boundingBox();
  assert.ok(grip.width >= 24 && grip.height >= 40, 'the grip is large enough for a finger');
  const from = [grip.x + grip.width / 2, grip.y + grip.height / 2];
  const to = await middle(row(page, '/c'));
  await touch('touchStart', [from]);
  await touch('touchMove', [[from[0] - 10, from[1] + 10]]);
  await touch('touchMove', [to]);
  await touch('touchMove', [[to[0] + 1, to[1]]]);
  await touch('touchEnd', []);
  await there(page, '/c/a/{id}/x');
  // A touch that a busy machine answers late is a long press to Chromium, which makes no click of it.
  const several = page.getByRole('button', { name: 'Select several routes' });
  const picking = page.locator('.tree[data-picking]');
  for (let tries = 0; tries < 5 && !(await picking.isVisible()); tries += 1) {
    await several.tap();
    await picking.waitFor({ timeout: 2000 }).catch(() => {});
  }
  assert.ok(await picking.isVisible(), 'a tap begins to pick');
  for (const path of ['/b', '/c/d']) {
    await row(page, path).tap();
    await page.locator(`[id$=":${path}"][aria-selected=true]`).waitFor();
  }
  assert.equal(await selected(page), 2);
});

journey('keys move a row out, in, and by cut and paste, and copy it', {}, async (page) => {
  await row(page, '/a/{id}/x').click();
  await row(page, '/a/{id}/x').focus();
  await page.keyboard.press('Alt+ArrowLeft');
  await there(page, '/a/x');
  await page.waitForFunction(() => document.activeElement.id.endsWith(':/a/x'));
  await page.keyboard.press('Alt+ArrowRight');
  await there(page, '/a/{id}/x');
  await page.waitForFunction(() => document.activeElement.id.endsWith(':/a/{id}/x'));
  await page.keyboard.press('Control+x');
  await row(page, '/b').focus();
  await page.keyboard.press('Home');
  await page.keyboard.press('Control+v');
  await there(page, '/x');
  await page.getByRole('status').getByText('Moved /x').waitFor();
  await row(page, '/a').focus();
  await page.keyboard.press('c');
  await page.waitForFunction(() => document.activeElement.id.endsWith(':/c'));
  await page.keyboard.press('Control+d');
  await there(page, '/c-2/d');
  for (const path of ['/c-2', '/x']) {
    await undo(page);
    await gone(page, path);
  }
  await undo(page);
  await there(page, '/a/x');
  await undo(page);
  assert.deepEqual((await design(page)).routes.slice(2).map(({ path }) => path), PATHS);
});

journey('a move that would collide is refused in words', { design: designWith(['/a', '/c/a']) }, async (page) => {
  await row(page, '/a').click();
  await row(page, '/a').focus();
  await page.keyboard.press('Control+x');
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Control+v');
  await page.getByRole('alert').getByText(/\/c\/a was not moved/).waitFor();
  await there(page, '/a');
});

journey('a refusal goes with the next step, which is another one', { design: designWith(['/a', '/b', '/c/a']) }, async (page) => {
  await row(page, '/a').click();
  await row(page, '/a').focus();
  await page.keyboard.press('Control+x');
  await row(page, '/c').focus();
  await page.keyboard.press('Control+v');
  const refusal = page.getByRole('alert').getByText(/\/c\/a was not moved/);
  await refusal.waitFor();
  await row(page, '/b').focus();
  await page.keyboard.press('Delete');
  await gone(page, '/b');
  await refusal.waitFor({ state: 'detached' });
});

journey('under a filter only what it finds is selected and deleted', {
  design: designWith(['/api', '/api/users', '/api/health', '/shop', '/shop/health', '/shop/cart']),
}, async (page) => {
  const filter = page.getByLabel('Filter routes');
  await filter.fill('health');
  await gone(page, '/shop/cart');
  await filter.press('ArrowDown');
  await page.waitForFunction(() => document.activeElement.id.endsWith(':/api/health'));
  await page.keyboard.press('Control+a');
  await page.getByText('2 selected', { exact: true }).first().waitFor();
  assert.equal(await selected(page), 2);
  await page.keyboard.press('Delete');
  await page.locator('.toast').getByText('Deleted /api/health +1').waitFor();
  await filter.fill('');
  await there(page, '/api/users');
  await there(page, '/shop/cart');
  await gone(page, '/shop/health');
  // What leads to a find takes along what the filter hides, and says so.
  await filter.fill('cart');
  await gone(page, '/api');
  await row(page, '/shop').focus();
  await page.keyboard.press('Delete');
  await page.locator('.toast').getByText('Deleted /shop +1').waitFor();
  await undo(page);
  await filter.fill('use');
  await gone(page, '/shop');
  await row(page, '/api').focus();
  await page.keyboard.press('Delete');
  await page.locator('.toast').getByText('Deleted /api +1').waitFor();
});

journey('what a filter hides and a deletion takes along is said', {
  design: designWith(['/api', '/api/users', '/api/health', '/api/cart']),
}, async (page) => {
  await page.getByLabel('Filter routes').fill('users');
  await gone(page, '/api/cart');
  await row(page, '/api').focus();
  await page.keyboard.press('Delete');
  await page.locator('.toast').getByText('Deleted /api +3').waitFor();
  await page.locator('.status-said').getByText(/the filter hides them: 2/).waitFor();
});

journey('what is selected and hidden is counted', {
  design: designWith(['/api', '/api/users', '/api/health', '/api/cart']),
}, async (page) => {
  await row(page, '/api').focus();
  await page.keyboard.press('Control+a');
  await page.locator('.picked').getByText('6 selected', { exact: true }).waitFor();
  await page.getByLabel('Filter routes').fill('users');
  await page.locator('.picked').getByText('6 selected, 3 hidden').waitFor();
});

journey('what is added or renamed under a filter stays in sight', {}, async (page) => {
  const filter = page.getByLabel('Filter routes');
  await filter.fill('d');
  await gone(page, '/b');
  await row(page, '/c/d').click();
  await page.getByLabel('Path', { exact: true }).fill('/c/zzz');
  await there(page, '/c/zzz');
  await page.getByRole('button', { name: 'Add route', exact: true }).click();
  await there(page, '/c/zzz/new');
  await filter.fill('i');
  await gone(page, '/c/zzz/new');
  // Tab still reaches the tree, though the chosen row is hidden.
  await page.locator('[role=treeitem][tabindex="0"]').waitFor();
});

journey('Undo in a message takes back what the message is about', {}, async (page) => {
  await row(page, '/b').click();
  await row(page, '/b').focus();
  await page.keyboard.press('Delete');
  const message = page.locator('.toast');
  await message.getByText('Deleted /b').waitFor();
  await page.getByLabel('Design name').fill('another-name');
  // Not only by its time, which is six seconds.
  await message.waitFor({ state: 'detached', timeout: 3000 });
  await gone(page, '/b');
});

journey('keys act on the row with the ring', {}, async (page) => {
  await row(page, '/a').click();
  // A drag that is let go over nothing leaves the focus on its row.
  await page.mouse.move(...await middle(row(page, '/b')));
  await page.mouse.down();
  await page.mouse.move(900, 500, { steps: 4 });
  await page.mouse.up();
  assert.equal(await focused(page), '/b');
  await page.keyboard.press('Delete');
  await gone(page, '/b');
  await there(page, '/a');
});

journey('the focus comes back to the row from its path, and from the filter to where it was', {}, async (page) => {
  const at = (path) => page.waitForFunction((path) => document.activeElement.id.endsWith(`:${path}`), path);
  await row(page, '/c/d').click();
  await row(page, '/c/d').focus();
  await page.keyboard.press('F2');
  await page.waitForFunction(() => document.activeElement.matches('.edit input'));
  await page.keyboard.type('e');
  await page.keyboard.press('Enter');
  await at('/c/e');
  await page.keyboard.press('F2');
  await page.waitForFunction(() => document.activeElement.matches('.edit input'));
  await page.keyboard.press('Escape');
  await at('/c/e');
  await page.keyboard.press('/');
  await page.waitForFunction(() => document.activeElement.id === 'route-filter');
  await page.keyboard.press('ArrowDown');
  await at('/c/e');
});

journey('Escape leaves a path as it was, and a whole path may be typed behind the slash that stands there', {}, async (page) => {
  const naming = () => page.waitForFunction(() => document.activeElement.matches('.edit input'));
  await row(page, '/c').click();
  await row(page, '/c').focus();
  await page.keyboard.press('F2');
  await naming();
  await page.keyboard.type('oops');
  await there(page, '/oops/d');
  await page.keyboard.press('Escape');
  await there(page, '/c/d');
  await gone(page, '/oops');
  await page.locator('[role=treeitem]').first().click();
  await page.locator('[role=treeitem]').first().focus();
  await page.keyboard.press('n');
  await naming();
  await page.keyboard.type('/api/items');
  await page.keyboard.press('Enter');
  await there(page, '/api/items');
  assert.ok((await design(page)).routes.some(({ path }) => path === '/api/items'));
});

journey('what is taken back leaves the focus in the tree', {}, async (page) => {
  const inTree = () => page.waitForFunction(() => document.activeElement.closest('[role=tree]'));
  await row(page, '/b').click();
  await row(page, '/b').focus();
  await page.keyboard.press('Delete');
  await gone(page, '/b');
  await inTree();
  await undo(page);
  await there(page, '/b');
  await page.waitForTimeout(100);
  await inTree();
  await row(page, '/b').click();
  await row(page, '/b').focus();
  await page.keyboard.press('n');
  await page.waitForFunction(() => document.activeElement.matches('.edit input'));
  await page.keyboard.type('z');
  await page.keyboard.press('Enter');
  await there(page, '/b/z');
  await inTree();
  await undo(page);
  await undo(page);
  await gone(page, '/b/z');
  await page.waitForTimeout(100);
  await inTree();
});

journey('a new stage and a new function are named at once', {}, async (page) => {
  for (const [section, button, kind] of [['stages', 'Add stage', 'stages'], ['functions', 'Add function', 'functions']]) {
    await page.evaluate((section) => { location.hash = section; }, section);
    await page.getByRole('button', { name: button }).focus();
    await page.keyboard.press('Enter');
    await page.waitForFunction(() => document.activeElement.matches('.edit input'));
    await page.keyboard.type('never');
    const made = await design(page);
    assert.equal(made[kind].at(-1).name, 'never');
    assert.equal(made.routes.length, designWith(PATHS).routes.length, 'letters of the name were taken for shortcuts');
  }
});

journey('what was cut is marked, and what is said is seen', {}, async (page) => {
  await row(page, '/b').click();
  await row(page, '/b').focus();
  await page.keyboard.press('Control+x');
  await page.locator('[id$=":/b"][data-carried=cut]').waitFor();
  const said = page.locator('.status-said');
  await said.getByText(/^1 to be pasted/).waitFor();
  assert.ok(await said.isVisible());
  await page.keyboard.press('Escape');
  await page.locator('[data-carried]').waitFor({ state: 'detached' });
  await page.keyboard.press('Alt+ArrowLeft');
  await said.getByText('Nothing to move it out of.').waitFor();
  await said.getByText(/./).waitFor({ state: 'detached', timeout: 10_000 });
});

journey('rows and lines say how many they are', {}, async (page) => {
  const place = (path) => row(page, path).evaluate((row) => [row.ariaLevel, row.ariaPosInSet, row.ariaSetSize].join(' '));
  assert.equal(await place('/'), '1 1 1');
  assert.equal(await place('/a'), '2 1 4');
  assert.equal(await place('/c'), '2 3 4');
  assert.equal(await place('/c/d'), '3 1 1');
  const line = page.locator('.line').nth(3);
  assert.equal(await line.getAttribute('aria-posinset'), String(Number(await line.getAttribute('data-line')) + 1));
  assert.ok(Number(await line.getAttribute('aria-setsize')) > 10);
});

journey('a long name ends in dots and is whole under the pointer', { design: designWith(['/a/b/c/d/customer-management-service-of-the-shop']) }, async (page) => {
  const part = row(page, '/a/b/c/d/customer-management-service-of-the-shop').locator('.part');
  assert.equal(await part.getAttribute('title'), '/a/b/c/d/customer-management-service-of-the-shop');
  assert.equal(await part.evaluate((part) => getComputedStyle(part).textOverflow), 'ellipsis');
});

test('the tree of an empty design says so and offers a route', async () => {
  const { page, context, troubles } = await visit(chromium, site);
  await page.getByRole('button', { name: 'Start over' }).first().click();
  const tree = page.getByRole('region', { name: 'Route tree' });
  await tree.getByText('No routes yet').waitFor();
  await tree.locator('.empty').getByRole('button', { name: 'Add route' }).click();
  await there(page, '/new');
  await tree.getByText('No routes yet').waitFor({ state: 'detached' });
  assert.deepEqual(troubles, []);
  await context.close();
});

journey('many routes are selected and set as one step', {}, async (page) => {
  await row(page, '/a').click();
  await row(page, '/c').click({ modifiers: ['Shift'] });
  assert.equal(await selected(page), 5);
  await row(page, '/b').click({ modifiers: ['Control'] });
  assert.equal(await selected(page), 4);
  await row(page, '/b').focus();
  await page.keyboard.press('Space');
  assert.equal(await selected(page), 5);
  await page.keyboard.press('Shift+ArrowDown');
  assert.equal(await selected(page), 2);
  await page.getByRole('status').getByText('2 selected').waitFor({ state: 'attached' });
  await page.keyboard.press('Control+a');
  assert.equal(await selected(page), 8);
  await page.keyboard.press('Escape');
  assert.equal(await selected(page), 1);
  await row(page, '/b').click();
  await row(page, '/c/d').click({ modifiers: ['Control'] });
  await page.getByRole('button', { name: 'Set…' }).click();
  const sheet = page.getByRole('dialog');
  await sheet.getByLabel('Authorization').selectOption('iam');
  await sheet.getByLabel('API key').selectOption('true');
  await sheet.getByLabel('Throttling').selectOption('own');
  await sheet.getByLabel('Requests per second').fill('2.5');
  await sheet.getByLabel('Burst').fill('4');
  await sheet.getByRole('button', { name: 'Change 2 routes' }).click();
  await row(page, '/b').and(page.getByRole('treeitem', { name: /Authorization: AWS_IAM/ })).waitFor();
  assert.equal(await selected(page), 2, 'what was selected stays so');
  const routes = (await design(page)).routes;
  for (const { path, methods } of routes) {
    const own = methods.every(({ authorization, throttle }) => authorization === 'iam' || authorization?.iam !== undefined || throttle);
    assert.equal(own, path === '/b' || path === '/c/d', path);
  }
  await row(page, '/b').focus();
  await undo(page);
  await page.locator('.mark').first().waitFor({ state: 'detached' });
});

journey('several rows are moved and deleted together', {}, async (page) => {
  await row(page, '/a/{id}').click();
  await row(page, '/b').click({ modifiers: ['Control'] });
  await row(page, '/b').focus();
  await page.keyboard.press('Control+x');
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Control+v');
  await there(page, '/c/{id}/x');
  await there(page, '/c/b');
  assert.equal(await selected(page), 2);
  await page.getByRole('button', { name: 'Delete', exact: true }).click();
  await gone(page, '/c/b');
  await gone(page, '/c/{id}');
  await there(page, '/c/d');
  await page.locator('.toast').getByRole('button', { name: 'Undo' }).click();
  await there(page, '/c/{id}/x');
});

journey('what API Gateway refuses is said while a path is typed', {}, async (page) => {
  await row(page, '/b').click();
  const path = page.getByLabel('Path', { exact: true });
  const says = async (text, message) => {
    await path.fill(text);
    await path.press('End');
    const start = Date.now();
    await page.locator('.messages').getByText(message).first().waitFor();
    assert.ok(Date.now() - start < 700, `${message} came after ${Date.now() - start} ms`);
    await page.locator('[role=treeitem] .severity.error').first().waitFor();
  };
  await says('/a/{name}', /stands beside/);
  await says('/{all+}/x', /not the last/);
  await says('/a b', /character that API Gateway refuses/);
  await says('', /path is empty/);
  await says('/a', /another route/i);
  await path.fill('/fine');
  await page.locator('[role=treeitem] .severity.error').first().waitFor({ state: 'detached' });
});

test('five thousand routes: the filter is quick, everything selected stays small', async (t) => {
  const { page, context, troubles } = await visit(chromium, site, {});
  await ready(page);
  await open(page, JSON.parse(largeDesign(5000)));
  const filter = page.getByLabel('Filter routes');
  await page.evaluate(() => {
    window.times = [];
    document.getElementById('route-filter').addEventListener('input', () => {
      const start = performance.now();
      requestAnimationFrame(() => setTimeout(() => window.times.push(performance.now() - start)));
    }, true);
  });
  await filter.focus();
  for (const text of ['item49', 'group12/', 'zzz']) {
    await page.keyboard.type(text, { delay: 80 });
    await page.keyboard.press('Control+a');
    await page.keyboard.press('Delete');
  }
  await page.waitForTimeout(200);
  const times = (await page.evaluate(() => window.times)).sort((a, b) => a - b);
  const at = (part) => times[Math.floor(times.length * part)].toFixed(1);
  t.diagnostic(`filter of 5,000 routes, key to frame: p50 ${at(0.5)} ms, p95 ${at(0.95)} ms over ${times.length} keys`);
  const nodes = () => page.evaluate(() => document.querySelectorAll('*').length);
  await page.getByRole('treeitem').nth(3).focus();
  const took = await page.evaluate(() => new Promise((done) => {
    const start = performance.now();
    const event = new KeyboardEvent('keydown', { key: 'a', ctrlKey: true, bubbles: true, cancelable: true });
    document.activeElement.dispatchEvent(event);
    requestAnimationFrame(() => setTimeout(() => done(performance.now() - start)));
  }));
  t.diagnostic(`all rows selected in ${took.toFixed(1)} ms; ${await nodes()} DOM nodes`);
  await page.getByText(/^5,?\d+ selected$/).first().waitFor();
  assert.ok(Number(at(0.5)) < 50, `the filter took ${at(0.5)} ms`);
  assert.ok(await nodes() < 1500, `${await nodes()} nodes`);
  await page.locator('.tree').evaluate((tree) => { tree.scrollTop = tree.scrollHeight / 2; });
  await page.waitForTimeout(100);
  assert.ok(await nodes() < 1500);
  assert.deepEqual(troubles, []);
  await context.close();
});
