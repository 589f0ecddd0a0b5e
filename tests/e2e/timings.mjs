// How quick the page is, beside a page of Leptos that only says hello: `node timings.mjs [--short]`.
//
// Real key events; a time runs from the event's own time stamp until the frame that shows its consequence was drawn.
// Frames do not wait for a monitor, so that a time is work and not the rhythm of a screen.

import { brotliCompressSync } from 'node:zlib';
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { JS_YAML, PAGE, browser, host, largeDesign, ready, show, template, visit } from './support.mjs';

const HELLO = process.env.GATEWAY_STUDIO_HELLO;
const short = process.argv.includes('--short');
const KEYS = short ? 30 : 120;
const LOADS = short ? 3 : 7;
/** Chrome's presets: bits per second and milliseconds. */
const SLOW_4G = { downloadThroughput: 1_440_000 / 8, uploadThroughput: 675_000 / 8, latency: 562.5 };

const middle = (times) => part(times, 0.5);
const part = (times, share) => times.toSorted((a, b) => a - b)[Math.min(times.length - 1, Math.floor(times.length * share))];
const ms = (time) => (time < 100 ? time.toFixed(1) : Math.round(time).toLocaleString('en'));
const both = (times) => `p50 ${ms(middle(times))} ms, p95 ${ms(part(times, 0.95))} ms`;
const say = (what, how) => console.log(`${what.padEnd(64)} ${how}`);

/** Milliseconds from the start of the navigation until `selector` is drawn; the middle one of several first visits. */
async function load(chromium, site, selector, { network, slowness = 1, isFar = Boolean(network) } = {}) {
  const times = [];
  for (let round = 0; round < LOADS; round += 1) {
    const context = await chromium.newContext({ viewport: { width: 1440, height: 900 }, locale: 'en-US', serviceWorkers: 'block' });
    const page = await context.newPage();
    const devtools = await context.newCDPSession(page);
    if (network) {
      await devtools.send('Network.enable');
      await devtools.send('Network.emulateNetworkConditions', { offline: false, ...network });
    }
    await devtools.send('Emulation.setCPUThrottlingRate', { rate: slowness });
    await page.addInitScript((wanted) => {
      const look = () => {
        if (!document.querySelector(wanted)) return requestAnimationFrame(look);
        const channel = new MessageChannel();
        channel.port1.onmessage = () => { window.stands = performance.now(); };
        return requestAnimationFrame(() => channel.port2.postMessage(0));
      };
      requestAnimationFrame(look);
    }, selector);
    // The browser is still at its new window, and asking the page for news would be work of the page's.
    await page.waitForTimeout(1000);
    await page.goto(site.url, { waitUntil: 'commit' });
    await page.waitForTimeout(isFar ? 8000 : 1500);
    times.push(await (await page.waitForFunction(() => window.stands, null, { timeout: 60_000 })).jsonValue());
    await context.close();
  }
  return middle(times);
}

/** Serves the first screen as a page without a program: its elements and its styles, which no page of them can be quicker than. */
async function still(chromium, site) {
  const { page, context } = await visit(chromium, site, {});
  const parts = await page.evaluate(() => ['link[rel=stylesheet]', '#app'].map((part) => document.querySelector(part).outerHTML));
  await context.close();
  const bare = await host('/');
  bare.instead.set('/', `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Still</title>${parts[0]}</head><body>${parts[1]}</body></html>`);
  return bare;
}

/** What a folder's files weigh after brotli that an English page loads before it can be used. */
function weight(folder) {
  const needed = readdirSync(folder).filter((name) => /\.(html|css|js|wasm|svg)$|^words-en-/.test(name) && !/^(engine|later|rest|sw\.)/.test(name));
  return needed.reduce((sum, name) => sum + brotliCompressSync(readFileSync(join(folder, name))).length, 0);
}

/** Watches keys in the page: when the field, and when the files show the text that was typed. */
function watch() {
  window.watched = { frames: [], files: [], tasks: [] };
  new PerformanceObserver((list) => {
    for (const { duration } of list.getEntries()) window.watched.tasks.push(duration);
  }).observe({ type: 'longtask' });
  const drawn = (done) => {
    const channel = new MessageChannel();
    channel.port1.onmessage = done;
    requestAnimationFrame(() => channel.port2.postMessage(0));
  };
  let waiting;
  addEventListener('keydown', (event) => {
    const start = event.timeStamp;
    drawn(() => window.watched.frames.push(performance.now() - start));
    waiting = { start, field: event.target };
  }, true);
  const listing = document.querySelector('.listing');
  new MutationObserver(() => {
    const { start, field } = waiting ?? {};
    if (!field?.value || !listing.textContent.includes(field.value)) return;
    waiting = undefined;
    drawn(() => window.watched.files.push(performance.now() - start));
  }).observe(listing, { subtree: true, childList: true, characterData: true });
}

/** Opens a design of so many routes and gives how long that took. */
async function open(page, routes) {
  const text = largeDesign(routes);
  await page.evaluate(() => {
    addEventListener('change', (event) => { window.opened = event.timeStamp; }, true);
  });
  await page.getByLabel('Open file…').first().setInputFiles({ name: 'design.json', mimeType: 'application/json', buffer: Buffer.from(text) });
  const time = await page.waitForFunction(() => document.querySelector('[role=treeitem][id*="group0"]')
    && document.querySelector('.line') && performance.now() - window.opened);
  return time.jsonValue();
}

/**
 * Keeps the memory of a program where `memory` finds it: asked for its objects through the devtools, the tab crashes on this page (seen
 * with Chromium 156; a page of Leptos that says hello answers).
 */
function hold() {
  for (const name of ['instantiate', 'instantiateStreaming']) {
    const make = WebAssembly[name];
    WebAssembly[name] = async (...what) => {
      const made = await make.apply(WebAssembly, what);
      const parts = Object.values((made.instance ?? made).exports);
      self.held ??= parts.find((part) => part instanceof WebAssembly.Memory);
      return made;
    };
  }
}

/** Has both programs kept: that of the page, and the engine's in its worker, which no script of a test reaches before it starts. */
async function keepPrograms(page) {
  await page.addInitScript(hold);
  await page.route(/\/engine-[^/]*\.js/, async (route) => {
    // What the page loads beforehand has to be what it was published as.
    if (route.request().resourceType() === 'fetch') return route.continue();
    const script = await route.fetch();
    return route.fulfill({ response: script, body: `(${hold})();${await script.text()}` });
  });
}

/** Bytes of WebAssembly memory of the page and of its worker. */
async function memory(page) {
  const size = () => self.held.buffer.byteLength;
  const [worker] = page.workers();
  return [await page.evaluate(size), await worker.evaluate(size)];
}

/** How long the rules take in the worker: from a change of one field until the findings are told, the middle one of some. */
async function judged(page, routes) {
  const times = await page.evaluate(async ({ text, rounds }) => {
    const worker = new Worker(document.documentElement.dataset.engine);
    let hear = () => {};
    worker.onmessage = ({ data }) => { if (typeof data === 'string') hear(JSON.parse(data)); };
    const told = (key) => new Promise((done) => { hear = (tell) => { if (key in tell) done(performance.now()); }; });
    await told('ready');
    const change = (patch) => worker.postMessage(JSON.stringify({ change: { keep: false, patch: JSON.stringify(patch) } }));
    const { routes: all, ...rest } = JSON.parse(text);
    const first = told('problems');
    change({ ...rest, routes: { from: 0, drop: 0, put: all } });
    await first;
    const found = [];
    for (let round = 0; round < rounds; round += 1) {
      // What follows a change, such as what the files leave out, is done by then.
      await new Promise((done) => { setTimeout(done, 400 + 3 * all.length); });
      const answer = told('problems');
      const start = performance.now();
      change({ name: round % 2 ? 'a-b' : 'a b' });
      found.push(await answer - start);
    }
    worker.terminate();
    return found;
  }, { text: largeDesign(routes), rounds: short ? 3 : 9 });
  return middle(times);
}

/**
 * Milliseconds from the drop of a megabyte of template with 500 functions until its tree is drawn; the middle one of some.
 */
async function dropped(chromium, site) {
  const head = 'Transform: AWS::Serverless-2016-10-31\nResources:\n';
  const one = (number) => `  Function${number}:\n    Type: AWS::Serverless::Function\n    Metadata: {Note: ${'x'.repeat(1600)}}\n    Properties:\n`
    + '      CodeUri: src/\n      Handler: app.handler\n      Runtime: python3.12\n      Events:\n'
    + `        Get: {Type: Api, Properties: {Path: '/group${number % 25}/item${number}', Method: get}}\n`;
  const text = head + Array.from({ length: 500 }, (_, number) => one(number)).join('');
  const times = [];
  for (let round = 0; round < (short ? 3 : 7); round += 1) {
    const { page, context } = await visit(chromium, site, {});
    await ready(page);
    await page.waitForTimeout(1000);
    times.push(await page.evaluate((text) => new Promise((done) => {
      const data = new DataTransfer();
      data.items.add(new File([text], 'large.yaml'));
      const drawn = new MutationObserver(() => {
        if (!document.querySelector('.tree-to-be li')) return;
        drawn.disconnect();
        requestAnimationFrame(() => {
          const channel = new MessageChannel();
          channel.port1.onmessage = () => done(performance.now() - start);
          channel.port2.postMessage(0);
        });
      });
      drawn.observe(document.body, { childList: true, subtree: true });
      const start = performance.now();
      document.querySelector('[role=tree]').dispatchEvent(new DragEvent('drop', { dataTransfer: data, bubbles: true, cancelable: true }));
    }), text));
    await context.close();
  }
  return middle(times);
}

/**
 * Milliseconds until the worker told what a template is and what it would be, and those in which js-yaml makes values of the same text
 * beside it; of each the least of many.
 */
const reading = (page, routes) => page.evaluate(async ({ text, yaml, rounds }) => {
  // js-yaml looks for a loader of modules; as a plain script it gives itself to the window.
  if (!window.jsyaml) (0, eval)(yaml);
  const worker = new Worker(document.documentElement.dataset.engine);
  let hear = () => {};
  worker.onmessage = ({ data }) => { if (typeof data === 'string') hear(JSON.parse(data)); };
  const told = (key) => new Promise((done) => { hear = (tell) => { if (key in tell) done(performance.now()); }; });
  await told('ready');
  // It works once it has a design, and is at rest by then.
  const begun = told('problems');
  worker.postMessage(JSON.stringify({ change: { keep: false, patch: '{}' } }));
  await begun;
  await new Promise((done) => { setTimeout(done, 1000); });
  const bytes = new TextEncoder().encode(text);
  const [ours, theirs] = [[], []];
  for (let round = 0; round < rounds; round += 1) {
    const answer = told('sheet');
    const start = performance.now();
    worker.postMessage(['template.yaml', bytes, true]);
    worker.postMessage(JSON.stringify({ sheet: { place: 1, name: 'import', language: 'en' } }));
    ours.push(await answer - start);
    worker.postMessage(JSON.stringify({ close: 1 }));
    const before = performance.now();
    window.jsyaml.load(text);
    theirs.push(performance.now() - before);
  }
  worker.terminate();
  return [Math.min(...ours), Math.min(...theirs)];
}, { text: template(routes), yaml: JS_YAML, rounds: short ? 5 : 40 });

const megabytes = (bytes) => `${(bytes / 2 ** 20).toFixed(1)} MB`;

/** Types into the description of the API, a key a time. */
async function type(page, count) {
  const field = page.getByLabel('Description').first();
  await field.fill('');
  await page.waitForTimeout(600);
  await page.evaluate(() => Object.assign(window.watched, { frames: [], files: [], tasks: [] }));
  for (let key = 0; key < count; key += 1) {
    await page.keyboard.press('abcdefghij'[key % 10]);
    // Now and then a pause, in which everything that waits for one is done.
    await page.waitForTimeout(key % 20 === 19 ? 700 : 110 + (key * 37) % 50);
  }
  await page.waitForTimeout(800);
  return page.evaluate(() => window.watched);
}

const chromium = await browser(['--disable-frame-rate-limit', '--disable-gpu-vsync']);
const site = await host('/', { compressed: true });

say('first load', `${Math.round(weight(PAGE) / 1000)} KB brotli`);
const here = await load(chromium, site, '[role=tree]');
say('interactive here', `${ms(here)} ms`);
const bare = await still(chromium, site);
say('the same elements and styles without a program, here', `${ms(await load(chromium, bare, '[role=tree]'))} ms`);
bare.close();
if (HELLO) {
  const hello = await host('/', { folder: HELLO, compressed: true });
  const greeted = await load(chromium, hello, 'button');
  say('a page of Leptos that says hello, here', `${ms(greeted)} ms, ${Math.round(weight(HELLO) / 1000)} KB; ${(here / greeted).toFixed(2)} times`);
  const slow = await load(chromium, hello, 'button', { network: SLOW_4G, slowness: 4 });
  say('the same at Slow 4G, processor four times slower', `${ms(slow)} ms`);
  hello.close();
}
say('interactive at Slow 4G, processor four times slower', `${ms(await load(chromium, site, '[role=tree]', { network: SLOW_4G, slowness: 4 }))} ms`);
{
  // What a worker asks for comes through no emulated line.
  const far = await host('/', { compressed: true });
  Object.assign(far, { delay: SLOW_4G.latency, speed: SLOW_4G.downloadThroughput / 1000 });
  say('first file over a line as slow', `${ms(await load(chromium, far, '.line', { isFar: true }))} ms`);
  far.close();
}

{
  const { page, context } = await visit(chromium, site, {});
  await ready(page);
  for (const routes of [2, 100, 1000, 5000]) {
    say(`all rules in the worker, ${routes.toLocaleString('en')} routes, with the way there and back`, `${ms(await judged(page, routes))} ms`);
  }
  await context.close();
}

{
  // No policy forbids what is measured beside it here.
  const { page, context } = await visit(chromium, site, { bypassCSP: true });
  await ready(page);
  let few;
  for (const routes of [100, 1000, 5000]) {
    const [ours, theirs] = await reading(page, routes);
    few ??= ours / routes;
    say(`read a template, ${routes.toLocaleString('en')} routes, with the way there and back`,
      `${ms(ours)} ms; js-yaml's load ${ms(theirs)} ms; ${(ours / theirs).toFixed(2)} times; a route ${(ours / routes / few).toFixed(2)} times that of 100`);
  }
  await context.close();
}

say('a megabyte of template with 500 functions, from the drop to its tree', `${ms(await dropped(chromium, site))} ms`);

{
  // What the browser alone needs from a key to a frame.
  const page = await chromium.newPage();
  await page.setContent('<label>Description <input oninput="this.closest(`body`).lastChild.textContent = value"></label><p class="listing"></p>');
  await page.getByLabel('Description').click();
  await page.evaluate(watch);
  const { frames } = await type(page, KEYS);
  say('key to frame, a page of one field and one line', both(frames));
  await page.close();
}

for (const routes of [2, 1000, 5000]) {
  const { page, context } = await visit(chromium, site, { prepare: keepPrograms });
  await ready(page);
  const label = `${routes.toLocaleString('en')} routes`;
  if (routes > 2) say(`open, ${label}`, `${ms(await open(page, routes))} ms`);
  await show(page, 'sam/template.yaml');
  await page.getByRole('navigation', { name: 'Sections' }).getByRole('link', { name: 'API' }).click();
  await page.getByLabel('Description').first().click();
  await page.evaluate(watch);
  const { frames, files, tasks } = await type(page, KEYS);
  say(`key to frame, ${label}`, both(frames));
  say(`key to the files pane, ${label}`, `${both(files)} (${files.length} of ${frames.length})`);
  say(`tasks over 50 ms, ${label}`, tasks.length ? tasks.map((time) => ms(time)).join(', ') : 'none');
  say(`DOM nodes, ${label}`, await page.evaluate(() => document.querySelectorAll('*').length));
  if (routes > 2) {
    const filter = page.getByRole('searchbox').first();
    const times = [];
    for (let round = 0; round < (short ? 3 : 10); round += 1) {
      await filter.fill('');
      await filter.focus();
      await page.waitForTimeout(200);
      await page.evaluate(() => { window.watched.frames = []; });
      for (const key of 'item49') {
        await page.keyboard.press(key);
        await page.waitForTimeout(90);
      }
      times.push(...await page.evaluate(() => window.watched.frames));
    }
    await filter.fill('');
    say(`filter, ${label}`, both(times));
  }
  if (routes === 5000) {
    const before = await memory(page);
    await page.getByLabel('Description').first().click();
    for (let edit = 0; edit < (short ? 100 : 1000); edit += 1) await page.keyboard.press(edit % 40 === 39 ? 'Control+a' : 'x');
    await page.waitForTimeout(2000);
    const after = await memory(page);
    say(`WebAssembly memory, page and engine, ${label}`, before.map(megabytes).join(' and '));
    say('the same after 1,000 more edits', after.map(megabytes).join(' and '));
  }
  await context.close();
}
await chromium.close();
site.close();
