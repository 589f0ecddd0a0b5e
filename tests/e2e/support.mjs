// What every journey needs: the built page on a loopback server, a browser, and a page that is watched.

import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { createReadStream, existsSync, mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { extname, join, normalize, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { brotliCompressSync } from 'node:zlib';
import { chromium } from 'playwright-core';

const here = fileURLToPath(new URL('.', import.meta.url));
const root = resolve(here, '../..');
export const PAGE = process.env.GATEWAY_STUDIO_PAGE ?? join(root, 'dist');
const BINARY = process.env.GATEWAY_STUDIO_BIN ?? join(root, 'target/debug/gateway-studio');
const TYPES = {
  '.css': 'text/css',
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript',
  '.png': 'image/png',
  '.svg': 'image/svg+xml',
  '.txt': 'text/plain; charset=utf-8',
  '.wasm': 'application/wasm',
  '.webmanifest': 'application/manifest+json',
};

/**
 * Serves the built page, or that folder, below `prefix` of a fresh origin, as a plain static host would.
 * `asked` lists every path that was asked for; `instead` holds texts for paths, `gone` paths that are not there,
 * `held` promises for which an answer to a path waits; `delay` is in milliseconds, `speed` in bytes a millisecond for all
 * answers together.
 * With `compressed` everything goes out after brotli.
 */
export async function host(prefix = '/', { folder = PAGE, headers = {}, compressed = false } = {}) {
  const site = { folder, asked: [], instead: new Map(), gone: new Set(), held: new Map(), delay: 0, speed: Infinity };
  const packed = new Map();
  const pack = (file) => {
    if (!packed.has(file)) packed.set(file, brotliCompressSync(readFileSync(file)));
    return packed.get(file);
  };
  let free = 0;
  const slowly = async (response, bytes) => {
    const size = 4096;
    for (let at = 0; at < bytes.length; at += size) {
      free = Math.max(free, performance.now()) + size / site.speed;
      await new Promise((done) => setTimeout(done, free - performance.now()).unref());
      response.write(bytes.subarray(at, at + size));
    }
    response.end();
  };
  const server = createServer(async (request, response) => {
    const path = decodeURIComponent(new URL(request.url, 'http://host').pathname);
    site.asked.push(path);
    await site.held.get(path);
    if (site.delay) await new Promise((done) => setTimeout(done, site.delay).unref());
    const inside = normalize(path.startsWith(prefix) ? path.slice(prefix.length) : '../');
    const file = join(site.folder, inside === '.' || inside === '' || inside.endsWith('/') ? join(inside, 'index.html') : inside);
    if (site.gone.has(path) || !file.startsWith(site.folder) || !existsSync(file) || !statSync(file).isFile()) {
      response.writeHead(404).end();
      return;
    }
    // A hashed name means the same content for ever; anything else is asked for again.
    const lasts = /-[0-9a-f]{9,16}(_bg)?\.\w+$/.test(path);
    const cache = lasts ? 'public, max-age=31536000, immutable' : 'no-cache';
    const coding = compressed ? { 'content-encoding': 'br' } : {};
    response.writeHead(200, {
      'content-type': TYPES[extname(file)] ?? 'application/octet-stream', 'cache-control': cache, ...coding, ...headers,
    });
    if (site.speed < Infinity) await slowly(response, compressed ? pack(file) : readFileSync(file));
    else if (compressed) response.end(pack(file));
    else if (site.instead.has(path)) response.end(site.instead.get(path));
    // A folder may be gone before the last answer of a page that was closed.
    else createReadStream(file).on('error', () => response.destroy()).pipe(response);
  });
  await new Promise((done) => server.listen(0, '127.0.0.1', done));
  site.origin = `http://127.0.0.1:${server.address().port}`;
  site.url = site.origin + prefix;
  site.close = () => {
    server.close();
    server.closeAllConnections();
  };
  return site;
}

/** The hash of a file as a document tells it to browsers. */
export const integrity = (bytes) => `sha256-${createHash('sha256').update(bytes).digest('base64')}`;

/** Has a host give another text for a file, as if the page had been built with it: what names the file knows its hash. */
export function rebuilt(site, name, text) {
  const read = (file) => readFileSync(join(site.folder, file), 'utf8');
  const [before, after] = [read(name), text].map(integrity);
  site.instead.set(`/${name}`, text);
  for (const file of ['index.html', 'sw.js']) {
    const renewed = read(file).replaceAll(before, after);
    for (const path of file === 'index.html' ? ['/', `/${file}`] : [`/${file}`]) site.instead.set(path, renewed);
  }
}

/** Waits until the page stands, its engine works and its copy is kept: all that counts as loading. */
export async function ready(page) {
  await page.locator('.line').first().waitFor({ state: 'attached' });
  await page.waitForFunction(() => document.documentElement.getAttribute('data-network') === 'spare'
    && navigator.serviceWorker?.controller);
}

/** Headless Chromium without the background requests that it would make by itself. */
export function browser(more = []) {
  const quiet = ['--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync'];
  return chromium.launch({
    executablePath: process.env.GATEWAY_STUDIO_CHROMIUM ?? '/usr/bin/chromium',
    args: ['--no-sandbox', '--disable-gpu', '--disable-quic', ...quiet, ...more],
  });
}

/**
 * A page in a context of its own. `troubles` collects what must not happen:
 * errors on the console, exceptions, failed requests, requests to elsewhere. `asked` lists what the page asked for.
 */
export async function visit(chromium, site, { path = '', wait = true, prepare = () => {}, ...options } = {}) {
  const context = await chromium.newContext({
    viewport: { width: 1440, height: 900 },
    locale: 'en-US',
    permissions: ['clipboard-read', 'clipboard-write'],
    ...options,
  });
  const page = await context.newPage();
  const [troubles, asked] = [[], []];
  page.on('console', (message) => message.type() === 'error' && troubles.push(`console: ${message.text()}`));
  page.on('pageerror', (error) => troubles.push(`exception: ${error.message}`));
  page.on('requestfailed', (request) => troubles.push(`failed: ${request.url()}`));
  page.on('request', (request) => {
    // The icon of its tab is the browser's own affair, which takes it from its cache.
    if (!/^(blob|data):|\/favicon-/.test(request.url())) asked.push(request.url());
    const own = request.url().startsWith(site.origin) || /^(blob|data):/.test(request.url());
    if (!own) troubles.push(`request to ${request.url()}`);
  });
  await prepare(page);
  await page.goto(site.url + path);
  if (wait) await page.getByRole('tree', { name: 'Routes' }).or(page.getByRole('tree', { name: 'ルート' })).waitFor();
  return { page, context, troubles, asked };
}

/** The tool of a file, as the files pane names it. */
const TOOLS = {
  '': 'Read first', zappa: 'Zappa', sam: 'SAM', cli: 'AWS CLI', openapi: 'OpenAPI', route53: 'Route 53',
  monitoring: 'Monitoring', iam: 'IAM', dns: 'DNS', app: 'Python', studio: 'Studio',
};

/** Opens a file in the files pane. */
export async function show(page, path) {
  const folder = path === 'design.json' ? 'studio' : path.includes('/') ? path.split('/')[0] : '';
  await page.getByRole('group', { name: 'Files by tool' }).getByRole('button', { name: TOOLS[folder] }).click();
  await page.getByRole('button', { name: path, exact: false }).first().click();
}

/** The text of a generated file, by its copy button. */
export async function copied(page, path) {
  await show(page, path);
  // The button may still say that another file was copied.
  const before = 'not copied yet';
  await page.evaluate((text) => navigator.clipboard.writeText(text), before);
  await page.getByRole('button', { name: /^Cop(y|ied)/ }).first().click();
  await page.getByText(/^Copied \d+ lines?/).first().waitFor();
  let text = before;
  while (text === before) text = await page.evaluate(() => navigator.clipboard.readText());
  return text;
}

/** Runs the native binary. */
export function studio(words, input = '') {
  const { status, stdout, stderr } = spawnSync(BINARY, words, { input, encoding: 'utf8' });
  return { status, stdout, stderr };
}

/** A folder that is gone after `use`. */
export async function folder(use) {
  const path = mkdtempSync(join(tmpdir(), 'gateway-studio-'));
  try {
    return await use(path);
  } finally {
    rmSync(path, { recursive: true });
  }
}

/** The entries of a zip archive that stores its files: name, bytes and file mode. */
export function unzip(bytes) {
  const entries = [];
  let at = bytes.readUInt32LE(bytes.length - 22 + 16);
  while (bytes.readUInt32LE(at) === 0x02014b50) {
    const [method, size] = [bytes.readUInt16LE(at + 10), bytes.readUInt32LE(at + 24)];
    const [nameLength, extra, comment] = [28, 30, 32].map((offset) => bytes.readUInt16LE(at + offset));
    const local = bytes.readUInt32LE(at + 42);
    const name = bytes.toString('utf8', at + 46, at + 46 + nameLength);
    const start = local + 30 + bytes.readUInt16LE(local + 26) + bytes.readUInt16LE(local + 28);
    if (method !== 0) throw new Error(`${name} is compressed`);
    entries.push({ name, mode: bytes.readUInt32LE(at + 38) >>> 16, bytes: bytes.subarray(start, start + size) });
    at += 46 + nameLength + extra + comment;
  }
  return entries;
}

/** A design like the first preset, with that many routes. */
export function largeDesign(routes) {
  const design = JSON.parse(studio(['new']).stdout);
  const [method] = design.routes[0].methods;
  for (let number = design.routes.length; number < routes; number += 1) {
    const path = `/group${Math.floor(number / 40)}/item${number}`;
    design.routes.push({ path, methods: [{ ...method, verb: 'GET' }, { ...method, verb: 'POST' }] });
  }
  return JSON.stringify(design);
}

/** A design with something wrong in every section. */
export function wrongDesign() {
  const design = JSON.parse(studio(['new']).stdout);
  design.stages[0].name = 'my stage';
  design.routes[0].path = '/a b';
  design.domain.name = 'no_domain';
  design.functions[0].memory_mib = 1;
  design.region = 'nowhere';
  return JSON.stringify(design);
}

/** A template as somebody else writes it: an event for each route. */
export const template = (routes) => `Transform: AWS::Serverless-2016-10-31
Resources:
  Shop:
    Type: AWS::Serverless::Function
    Properties:
      CodeUri: src/
      Handler: app.handler
      Runtime: python3.13
      Events:
${Array.from({ length: routes }, (_, number) => `        E${number}: {Type: Api, Properties: {Path: '/group${Math.floor(number / 40)}/item${number}', Method: get}}\n`).join('')}`;

/** The script of js-yaml, to be measured beside the studio in a page. */
export const JS_YAML = readFileSync(fileURLToPath(new URL('browser/js-yaml.umd.min.js', import.meta.resolve('js-yaml'))), 'utf8');
