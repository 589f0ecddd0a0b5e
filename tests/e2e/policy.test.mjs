// The Content-Security-Policy of the published page: strict, and in the way of nothing that the page does.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { browser, copied, host, ready, visit } from './support.mjs';

let chromium;

before(async () => {
  chromium = await browser();
});

after(() => chromium?.close());

async function visited(options, use) {
  const site = await host('/', options);
  const seen = await visit(chromium, site);
  try {
    await ready(seen.page);
    await use(seen.page, seen.troubles);
  } finally {
    await seen.context.close();
    site.close();
  }
}

const policy = (page) => page.evaluate(() => document.querySelector('meta[http-equiv=Content-Security-Policy]').content);

test('scripts, styles and addresses that are not of the folder are refused', () => visited({}, async (page) => {
  assert.doesNotMatch(await policy(page), /unsafe-inline|'unsafe-eval'/);
  const refused = await page.evaluate(async () => {
    const found = [];
    addEventListener('securitypolicyviolation', (event) => found.push(event.effectiveDirective));
    const add = (tag, parts) => document.body.append(Object.assign(document.createElement(tag), parts));
    // What a debugger evaluates may evaluate more; what a timer calls may not.
    await new Promise((done) => setTimeout(done, 0));
    const thrown = (run) => { try { run(); return false; } catch { return true; } };
    const trusted = {
      markup: thrown(() => { document.body.insertAdjacentHTML('beforeend', '<img src=x onerror="window.ran = 1">'); }),
      eval: thrown(() => { (0, eval)('window.ran = 2'); }),
      code: thrown(() => new Function('window.ran = 3')()),
      script: thrown(() => { document.createElement('script').textContent = 'window.ran = 4'; }),
      worker: thrown(() => new Worker('./offline.js')),
      timer: thrown(() => setTimeout('window.ran = 5', 0)),
    };
    add('style', { textContent: 'body { --ran: 1 }' });
    document.body.setAttribute('style', '--ran: 2');
    add('img', { src: 'http://127.0.0.1:9/x.png' });
    add('iframe', { src: './index.html' });
    add('base', { href: 'http://127.0.0.1:9/' });
    await fetch('http://127.0.0.1:9/').catch(() => {});
    await new Promise((done) => setTimeout(done, 300));
    return { found: [...new Set(found)].sort(), trusted, ran: window.ran, style: getComputedStyle(document.body).getPropertyValue('--ran') };
  });
  assert.deepEqual(refused.trusted, { markup: true, eval: true, code: true, script: true, worker: true, timer: true });
  assert.equal(refused.ran, undefined);
  assert.equal(refused.style, '');
  for (const directive of ['style-src-elem', 'style-src-attr', 'img-src', 'frame-src', 'base-uri', 'connect-src', 'require-trusted-types-for']) {
    assert.ok(refused.found.includes(directive), `${directive} of ${refused.found}`);
  }
}));

test('the same policy as a header of every file stops nothing', async () => {
  const headers = {};
  await visited({}, async (page) => {
    headers['content-security-policy'] = `${await policy(page)}; frame-ancestors 'none'`;
  });
  await visited({ headers }, async (page, troubles) => {
    assert.match(await copied(page, 'sam/template.yaml'), /AWSTemplateFormatVersion/);
    await page.reload();
    assert.match(await copied(page, 'cli/deploy.sh'), /aws /);
    assert.deepEqual(troubles, []);
  });
});
