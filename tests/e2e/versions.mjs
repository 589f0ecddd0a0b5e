// Versions of the page to publish one after the other: copies of the built folder under other digests.

import { cpSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PAGE, integrity } from './support.mjs';

/** A copy of the built page that can be served, changed and removed. */
export class Published {
  constructor() {
    this.folder = mkdtempSync(join(tmpdir(), 'gateway-studio-page-'));
    cpSync(PAGE, this.folder, { recursive: true });
    this.build = /data-build="(\w+)"/.exec(this.read('index.html'))[1];
  }

  read(name) {
    return readFileSync(join(this.folder, name), 'utf8');
  }

  /** Takes a file away. */
  drop(name) {
    rmSync(join(this.folder, name));
  }

  /** The name of the only file that begins and ends so. */
  name(start, end) {
    const [name, ...more] = readdirSync(this.folder).filter((name) => name.startsWith(start) && name.endsWith(end));
    if (!name || more.length) throw new Error(`${start}*${end}: ${[name, ...more]}`);
    return name;
  }

  /**
   * Publishes another build in place of this one: the style sheet, the starter and the engine get
   * other names, as when their content changes, and their old names are gone. `start` becomes the starter.
   */
  next(build, start) {
    const changes = [[this.build, build]];
    const renewed = (text) => changes.reduce((text, [old, name]) => text.replaceAll(old, name), text);
    // The program of the engine before the script that names it.
    for (const [first, last] of [['start-', '.js'], ['style-', '.css'], ['engine-', '_bg.wasm'], ['engine-', '.js']]) {
      const old = this.name(first, last);
      const name = `${first}${build}${last}`;
      const before = readFileSync(join(this.folder, old));
      let bytes = before;
      if (first === 'start-' && start !== undefined) bytes = Buffer.from(start(bytes.toString()));
      if (last === '.js') bytes = Buffer.from(renewed(bytes.toString()));
      writeFileSync(join(this.folder, name), bytes);
      rmSync(join(this.folder, old));
      changes.push([old, name], [integrity(before), integrity(bytes)]);
    }
    for (const file of ['index.html', 'sw.js']) writeFileSync(join(this.folder, file), renewed(this.read(file)));
    this.build = build;
  }

  remove() {
    rmSync(this.folder, { recursive: true });
  }
}
