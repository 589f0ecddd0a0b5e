// Makes the icons of the installed page from the mark in assets/favicon.svg: `cargo xtask icons`.

import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { browser } from './support.mjs';

const assets = fileURLToPath(new URL('../../assets/', import.meta.url));
const out = join(assets, 'icons');
const mark = readFileSync(join(assets, 'favicon.svg'), 'utf8').replace(/^.*<\/style>|<\/svg>\s*$/gs, '');

/** The mark in white on the studio's colour: `part` of the width, on a square with corners of `radius`. */
function icon(part, radius) {
  const scale = (512 * part) / 16;
  const at = (512 - 16 * scale) / 2;
  const pen = 'fill="none" stroke="#fff" stroke-width="1.5" stroke-linecap="round" stroke-linejoin="round"';
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 512 512"><rect width="512" height="512" rx="${radius}" fill="#0B6B74"/>`
    + `<g transform="translate(${at} ${at}) scale(${scale})" ${pen}>${mark}</g></svg>\n`;
}

// A mask may cut away all but the circle of four fifths of the width.
const [any, whole] = [icon(0.62, 104), icon(0.5, 0)];
mkdirSync(out, { recursive: true });
writeFileSync(join(out, 'any.svg'), any);
const chromium = await browser();
for (const [name, picture, width] of [['any-192', any, 192], ['any-512', any, 512], ['maskable-512', whole, 512], ['apple-180', whole, 180]]) {
  const page = await chromium.newPage({ viewport: { width, height: width } });
  await page.setContent(`<style>body { margin: 0 } svg { display: block }</style>${picture}`);
  await page.screenshot({ path: join(out, `${name}.png`), omitBackground: true });
  await page.close();
}
await chromium.close();
