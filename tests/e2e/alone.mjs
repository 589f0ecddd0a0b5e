// How long rules and reading take in WebAssembly, without the way to a worker and back, and js-yaml's `load` of the same
// texts in the same browser: `node alone.mjs FOLDER` with the program `rules` for the web.

import { JS_YAML, browser, host, template } from './support.mjs';

const [folder] = process.argv.slice(2);
const chromium = await browser();
// Such a page has a clock that tells more than tenths of a millisecond (W3C, "High Resolution Time").
const headers = { 'cross-origin-opener-policy': 'same-origin', 'cross-origin-embedder-policy': 'require-corp' };
const site = await host('/', { folder, headers });
const page = await chromium.newPage();
page.on('console', (message) => console.log(message.text()));
// Any file of that origin will do for a page.
await page.goto(`${site.url}rules.js`);
await page.evaluate(async () => (await import('/rules.js')).default());
for (const routes of [100, 1000, 5000]) {
  const took = await page.evaluate(({ yaml, text }) => {
    if (!window.jsyaml) (0, eval)(yaml);
    const times = Array.from({ length: 200 }, () => {
      const start = performance.now();
      window.jsyaml.load(text);
      return performance.now() - start;
    });
    return Math.min(...times);
  }, { yaml: JS_YAML, text: template(routes) });
  console.log(`js-yaml's load${String(routes).padStart(8)} ${took.toFixed(2)} ms`);
}
await chromium.close();
site.close();
