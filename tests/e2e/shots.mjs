// Screenshots of every section at three widths, in both languages and themes: `node shots.mjs [OUT]`.

import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { browser, host, visit } from './support.mjs';

const out = process.argv[2] ?? 'out/shots';
const sections = ['app', 'api', 'functions', 'routes', 'stages', 'domain', 'access', 'cors', 'monitoring'];
const [chromium, site] = await Promise.all([browser(), host()]);
mkdirSync(out, { recursive: true });
for (const width of [1440, 1024, 390]) {
  for (const locale of ['en-US', 'ja-JP']) {
    for (const colorScheme of ['light', 'dark']) {
      const viewport = { width, height: width < 500 ? 844 : 900 };
      const { page, context } = await visit(chromium, site, { viewport, locale, colorScheme, wait: false });
      for (const section of sections) {
        await page.evaluate((hash) => { location.hash = hash; }, section);
        await page.waitForTimeout(250);
        const name = `${section}-${width}-${locale.slice(0, 2)}-${colorScheme}.png`;
        await page.screenshot({ path: join(out, name) });
      }
      await context.close();
    }
  }
}
await chromium.close();
site.close();
