// The page on S3: published by the command, used from there, replaced under an open page, broken off, taken back.

import assert from 'node:assert/strict';
import { spawn, spawnSync } from 'node:child_process';
import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { after, before, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { journeys, section } from './journeys.mjs';
import { browser, copied, ready, visit } from './support.mjs';
import { Published } from './versions.mjs';

const PYTHON = process.env.GATEWAY_STUDIO_PYTHON;
const XTASK = process.env.GATEWAY_STUDIO_XTASK;
const moto = fileURLToPath(new URL('../tools/moto_faults.py', import.meta.url));
const AWS = join(PYTHON, 'aws');

let chromium;
let server;
let endpoint;
let work;
let distribution;

/** Runs with the environment of somebody who has an account, and an `aws` before all others if one is given. */
function run(program, words, bin) {
  const env = Object.fromEntries(Object.entries(process.env).filter(([name]) => !/^(AWS_|https?_proxy|all_proxy)/i.test(name)));
  const path = [bin, PYTHON, env.PATH].filter(Boolean).join(delimiter);
  return spawnSync(program, words, {
    encoding: 'utf8',
    env: { ...env, PATH: path, AWS_ACCESS_KEY_ID: 'test', AWS_SECRET_ACCESS_KEY: 'test', AWS_DEFAULT_REGION: 'us-east-1', NO_PROXY: '127.0.0.1' },
  });
}

function aws(...words) {
  const { status, stdout, stderr } = run(AWS, [...words, '--endpoint-url', endpoint, '--output', 'json']);
  assert.equal(status, 0, stderr);
  return stdout.trim() && JSON.parse(stdout);
}

/** Runs the command; what it printed. */
function publish(folder, bucket, ...words) {
  const page = folder ? ['--page', folder] : [];
  const { status, stdout, stderr } = run(XTASK, ['publish', '--bucket', bucket, '--endpoint-url', endpoint, ...page, ...words]);
  assert.equal(status, 0, stdout + stderr);
  return stdout;
}

const keys = (bucket) => aws('s3api', 'list-objects-v2', '--bucket', bucket).Contents?.map(({ Key }) => Key) ?? [];
const text = async (address) => {
  const answer = await fetch(address);
  return answer.ok ? answer.text() : undefined;
};
const shown = async (address) => /data-build="(\w+)"/.exec(await text(address))?.[1];

/** Whether everything that the document at an address names is there, too. */
async function whole(address) {
  const document = await text(address);
  const names = [...document.matchAll(/"\.\/([^"#]+)["#]/g)].map(([, name]) => name);
  assert.ok(names.length > 6, document);
  for (const name of names) assert.equal((await fetch(new URL(name, address))).status, 200, name);
}

before(async () => {
  work = mkdtempSync(join(tmpdir(), 'gateway-studio-s3-'));
  server = spawn(join(PYTHON, 'python'), ['-B', moto], { stdio: ['pipe', 'pipe', 'ignore'] });
  const [port] = await new Promise((done, failed) => {
    server.stdout.once('data', (line) => done(String(line).trim().split('\n')));
    server.once('exit', () => failed(new Error('moto did not start')));
  });
  endpoint = `http://127.0.0.1:${port}`;
  for (const bucket of ['root', 'shared', 'versions', 'broken']) {
    aws('s3api', 'create-bucket', '--bucket', bucket);
    const everybody = { Effect: 'Allow', Principal: '*', Action: 's3:GetObject', Resource: `arn:aws:s3:::${bucket}/*` };
    aws('s3api', 'put-bucket-policy', '--bucket', bucket, '--policy', JSON.stringify({ Version: '2012-10-17', Statement: [everybody] }));
  }
  const origin = { Id: 'bucket', DomainName: 'shared.s3.amazonaws.com', S3OriginConfig: { OriginAccessIdentity: '' } };
  distribution = aws('cloudfront', 'create-distribution', '--distribution-config', JSON.stringify({
    CallerReference: 'one', Comment: '', Enabled: true, Origins: { Quantity: 1, Items: [origin] },
    DefaultCacheBehavior: { TargetOriginId: origin.Id, ViewerProtocolPolicy: 'redirect-to-https' },
  })).Distribution.Id;
  publish(process.env.GATEWAY_STUDIO_PAGE, 'shared', '--prefix', '/tools/studio/', '--distribution', distribution);
  publish(process.env.GATEWAY_STUDIO_PAGE, 'root');
  chromium = await browser();
});

after(async () => {
  await chromium?.close();
  server?.kill();
  rmSync(work, { recursive: true });
});

const at = (path) => ({ origin: endpoint, url: `${endpoint}/${path}` });

// From a folder of a bucket.
journeys(() => ({ chromium, site: at('shared/tools/studio/'), path: 'index.html' }));

test('the page works from the root of a bucket, and its second visit without a network', async () => {
  const { page, context, troubles } = await visit(chromium, at('root/'), { path: 'index.html' });
  await ready(page);
  await page.getByText('Works offline').waitFor();
  await context.setOffline(true);
  await page.reload();
  assert.match(await copied(page, 'sam/template.yaml'), /AWSTemplateFormatVersion/);
  assert.deepEqual(troubles.filter((trouble) => !/sw\.js|ERR_INTERNET_DISCONNECTED/.test(trouble)), []);
  await context.close();
});

test('every object has its type, its age and its coding', async () => {
  const types = {
    css: 'text/css; charset=utf-8', html: 'text/html; charset=utf-8', js: 'text/javascript; charset=utf-8', json: 'application/json', png: 'image/png',
    svg: 'image/svg+xml', txt: 'text/plain; charset=utf-8', wasm: 'application/wasm', webmanifest: 'application/manifest+json',
  };
  for (const [bucket, coding] of [['shared', 'br'], ['root', 'gzip']]) {
    for (const key of keys(bucket).filter((key) => !key.endsWith('/shown'))) {
      const { headers } = await fetch(`${endpoint}/${bucket}/${key}`);
      assert.equal(headers.get('content-type'), types[key.split('.').pop()], key);
      const lasts = /-[0-9a-f]{9,16}(_bg)?\.\w+$/.test(key);
      assert.equal(headers.get('cache-control'), lasts ? 'public, max-age=31536000, immutable' : 'no-cache', key);
      // What compressing makes a tenth smaller is compressed, and nothing else is.
      const packed = !/\.png$|files\.txt$/.test(key);
      assert.equal(headers.get('content-encoding'), packed ? coding : null, key);
    }
  }
});

test('a second version comes under an open page, which goes on; the way back shows the first one again', async () => {
  const version = new Published();
  publish(version.folder, 'versions', '--prefix', 'p');
  const site = at('versions/p/');
  const { page, context, troubles } = await visit(chromium, site, { path: 'index.html' });
  await ready(page);
  const first = version.build;
  await section(page, 'API').click();
  const field = page.getByLabel('Description');
  await field.fill('typed before');
  version.next('00000000000000b2');
  assert.match(publish(version.folder, 'versions', '--prefix', 'p'), /build 00000000000000b2 is what/);
  // The old page types on, and starts its engine again from a file that only the old version has.
  await field.press('End');
  await page.keyboard.type(' and after');
  const engine = await page.evaluate(() => document.documentElement.getAttribute('data-engine'));
  assert.equal((await fetch(new URL(engine, site.url))).status, 200);
  assert.match(await copied(page, 'sam/template.yaml'), /typed before and after/);
  // The next visit is of the new version, with the design.
  await page.reload();
  await page.waitForFunction(() => document.documentElement.dataset.build === '00000000000000b2');
  assert.match(await copied(page, 'sam/template.yaml'), /typed before and after/);
  assert.match(publish('', 'versions', '--prefix', 'p', '--back'), new RegExp(`build ${first} is what`));
  assert.equal(await shown(`${site.url}index.html`), first);
  await whole(`${site.url}index.html`);
  const { headers } = await fetch(`${site.url}index.html`);
  assert.deepEqual([headers.get('content-encoding'), headers.get('cache-control')], ['gzip', 'no-cache']);
  await page.reload();
  await page.waitForFunction((build) => document.documentElement.dataset.build === build, first);
  assert.deepEqual(troubles, []);
  await context.close();
  // Versions that were not shown for long go, with the files that only they have.
  version.next('00000000000000c3');
  publish(version.folder, 'versions', '--prefix', 'p', '--keep', '2');
  const left = keys('versions').map((key) => /versions\/(\w+)\//.exec(key)?.[1] ?? /0{8}(\w{8})(_bg)?\.\w+$/.exec(key)?.[1]);
  assert.deepEqual([...new Set(left)].filter(Boolean).sort(), ['000000c3', '00000000000000c3', first].sort(), left.join());
  await whole(`${site.url}index.html`);
  version.remove();
});

test('a publish that breaks off anywhere leaves a version that works', async () => {
  const version = new Published();
  publish(version.folder, 'broken');
  const [old, address] = [version.build, `${endpoint}/broken/index.html`];
  version.next('00000000000000d4');
  // Stands before the real one and fails from the call on whose words are these; `xtask/src/publish/trials.rs` has
  // every call.
  const [bin, words] = ['bin', 'words'].map((name) => join(work, name));
  mkdirSync(bin);
  writeFileSync(join(bin, 'aws'), `#!/bin/sh
case "$*" in *"$(cat '${words}')"*) echo 'the line is gone' >&2; exit 255;; esac
exec '${AWS}' "$@"
`);
  chmodSync(join(bin, 'aws'), 0o755);
  const breaksOff = async (at, expected, ...way) => {
    writeFileSync(words, at);
    const { status, stderr } = run(XTASK, ['publish', '--bucket', 'broken', '--endpoint-url', endpoint, ...way], bin);
    assert.equal(status, 1, at);
    assert.match(stderr, /the line is gone/);
    await whole(address);
    assert.equal(await shown(address), expected, at);
    // Whoever comes gets the worker of this document, or of one that keeps no copy.
    if (expected === old) assert.match(await text(`${endpoint}/broken/sw.js`), new RegExp(`"${old}"`), at);
  };
  const document = '/index.html s3://broken/index.html';
  for (const at of ['application/wasm', document]) await breaksOff(at, old, '--page', version.folder);
  await breaksOff('s3://broken/sw.js', version.build, '--page', version.folder);
  publish(version.folder, 'broken');
  assert.equal(await shown(address), version.build);
  await breaksOff(document, version.build, '--back');
  await breaksOff('s3 rm', old, '--back');
  // What broke off is ended, instead of going one further back.
  publish('', 'broken', '--back');
  assert.equal(await shown(address), old);
  assert.deepEqual(keys('broken').filter((key) => key.endsWith('under-way')), []);
  // A version whose file is gone is not shown.
  aws('s3api', 'delete-object', '--bucket', 'broken', '--key', version.name('start-', '.js'));
  const { status, stderr } = run(XTASK, ['publish', '--bucket', 'broken', '--endpoint-url', endpoint, '--back', version.build]);
  assert.equal(status, 1);
  assert.match(stderr, /start-00000000000000d4\.js is not there/);
  assert.equal(await shown(address), old);
  version.remove();
});

test('the caches of a distribution forget what changes under its name, and nothing else', () => {
  const words = ['--distribution-id', distribution];
  const { Items: asked } = aws('cloudfront', 'list-invalidations', ...words).InvalidationList;
  assert.equal(asked.length, 1);
  const { InvalidationBatch: batch } = aws('cloudfront', 'get-invalidation', ...words, '--id', asked[0].Id).Invalidation;
  const names = ['', '404.html', 'icons/*', 'index.html', 'manifest.webmanifest', 'sbom.cdx.json', 'sw.js'];
  assert.deepEqual(batch.Paths.Items.sort(), names.map((name) => `/tools/studio/${name}`));
});

test('a dry run changes nothing and prints what would be done', async () => {
  const before = keys('root');
  const printed = publish(process.env.GATEWAY_STUDIO_PAGE, 'root', '--dry-run', '--distribution', 'E123');
  assert.deepEqual(keys('root'), before);
  assert.match(printed, /aws .*s3 cp --recursive .* --content-type application\/wasm --cache-control 'public, max-age=31536000, immutable'/);
  assert.match(printed, /create-invalidation --distribution-id E123 --paths \/ \/index\.html/);
  const none = run(XTASK, ['publish', '--bucket', 'shared', '--prefix', 'tools/studio', '--endpoint-url', endpoint, '--back']);
  assert.match(none.stderr, /there is no version before/);
  const bad = run(XTASK, ['publish', '--bucket', 'root', '--page', work]);
  assert.equal(bad.status, 1);
  assert.match(bad.stderr, /index\.html/);
});
