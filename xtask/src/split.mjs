// Parts a program in two, or has it tell what it calls; both take the file of binaryen's module and a program with the
// names of its functions:
//   node split.mjs BINARYEN PROGRAM part FIRST LATER LIST
//   node split.mjs BINARYEN PROGRAM watch WATCHED NAMES
//
// What nobody calls before the first screen stands, or of the engine before the first file does, goes into the second
// half: the functions that LIST names, and all that only those call, but for small ones that run by chance (see `stays`).
// In the first half a stub takes the place of each that is still called or pointed at there; it has the second half
// brought where that has not come yet, and calls on. The second half works on the memory, the tables and the globals of
// the first one and calls back into it. A function that nobody listed is in the first half.
//
// A watched program tells the number of each function as it begins; NAMES has the names in the order of the numbers.
//
// A name is the start of a hash: without what the compiler numbers, which a change elsewhere would change. A function
// whose whole name is a number, as wasm-bindgen's shims have, is listed as nothing and stays where its callers are.

import { createHash } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { pathToFileURL } from 'node:url';

const [, , library, program, what, ...files] = process.argv;
const { default: binaryen } = await import(pathToFileURL(library));
/** The module by which the second half knows the first one. */
const FIRST = 'a';
const { ExternalFunction, ExternalTable, ExternalMemory, ExternalGlobal, Features, Function, i32, none } = binaryen;
/** Those of index.html's wasm-opt. */
const FEATURES = ['BulkMemory', 'BulkMemoryOpt', 'NontrappingFPToInt', 'SignExt', 'MutableGlobals', 'ReferenceTypes', 'Multivalue'];
/** The import that brings the second half, the table of its functions, and the global that says whether it is there. */
const [BRING, SLOTS, FULL] = ['bring', 'slots', 'full'];
/** The import that a watched program calls. */
const SEEN = 'seen';
const UNUSED = ['remove-unused-module-elements'];
const [DATA, DATA_COUNT] = [11, 12];

function read() {
  const module = binaryen.readBinary(readFileSync(program));
  module.setFeatures(FEATURES.reduce((all, name) => all | Features[name], 0));
  return module;
}

const list = (count, item) => Array.from({ length: count }, (_, at) => item(at));
const functions = (module) => list(module.getNumFunctions(), (at) => binaryen.getFunctionInfo(module.getFunctionByIndex(at)));
const globals = (module) => list(module.getNumGlobals(), (at) => binaryen.getGlobalInfo(module.getGlobalByIndex(at)));
const tables = (module) => list(module.getNumTables(), (at) => binaryen.getTableInfo(module.getTableByIndex(at)));
const exported = (module) => list(module.getNumExports(), (at) => binaryen.getExportInfo(module.getExportByIndex(at)));
const segments = (module) => list(module.getNumElementSegments(), (at) => binaryen.getElementSegmentInfo(module.getElementSegmentByIndex(at)));
const isImported = ({ base }) => Boolean(base);
/** The only module that a program imports from. */
const MODULE = functions(read()).find(isImported).module;

/** What a function is listed as; nothing where only its number is known. */
function listed({ name }) {
  if (/^\d+$/.test(name)) return '';
  const plain = name.replace(/\[[0-9a-f]+\]/g, '').replace(/#\d+/g, '#').replace(/\.\d+$/, '');
  return createHash('sha256').update(plain).digest('hex').slice(0, 8);
}

/** The crates that every program has, and what only a fault calls of them. */
const COMMON = new Set(['core', 'alloc', 'std', 'hashbrown', 'compiler_builtins']);
const FAULTS = /panic|fail|exhausted|overflow|Error|Debug/;
/** Characters of a function's text that make some hundred bytes. */
const SMALL = 4_000;

/**
 * Whether a function is one that runs or does not by what is typed and by the clock, such as the one that writes the zero
 * before a single digit: it stays, whether somebody saw it run or not.
 */
function stays({ name, body }) {
  const crates = [...name.matchAll(/(\w+)\[[0-9a-f]+\]/g)];
  return crates.every(([, crate]) => COMMON.has(crate)) && !FAULTS.test(name) && binaryen.emitText(body).length < SMALL;
}

/** The functions that move, and those of them that the first half refers to. */
function choose(list) {
  const wanted = new Set(readFileSync(list, 'utf8').split('\n').filter(Boolean));
  const module = read();
  const own = functions(module).filter((found) => !isImported(found));
  const seeds = own.filter((found) => wanted.has(listed(found)) && !stays(found));
  for (const { name } of seeds) Function.setBody(module.getFunction(name), module.unreachable());
  module.runPasses(UNUSED);
  const left = new Set(functions(module).map(({ name }) => name));
  const picked = new Set(seeds.map(({ name }) => name));
  const moved = new Set(own.map(({ name }) => name).filter((name) => picked.has(name) || !left.has(name)));
  return { moved, entries: seeds.filter(({ name }) => left.has(name)) };
}

/** Leaves sections of these numbers out of a module. */
function without(bytes, ...numbers) {
  const kept = [bytes.subarray(0, 8)];
  for (let at = 8; at < bytes.length;) {
    const start = at;
    let [size, scale] = [0, 1];
    do {
      at += 1;
      size += (bytes[at] & 0x7f) * scale;
      scale *= 0x80;
    } while (bytes[at] & 0x80);
    at += 1 + size;
    if (!numbers.includes(bytes[start])) kept.push(bytes.subarray(start, at));
  }
  return Buffer.concat(kept);
}

/** The name by which the first half exports something; none that wasm-opt gives begins with a digit. */
const ties = new Map();
function tie(kind, name) {
  const key = `${kind} ${name}`;
  if (!ties.has(key)) ties.set(key, { kind, name, short: ties.size.toString(36).padStart(2, '0') });
  return ties.get(key).short;
}

function later({ moved, entries }, memory) {
  const module = read();
  const rest = functions(module).filter(({ name }) => !moved.has(name));
  for (const { name, params, results } of rest) {
    module.removeFunction(name);
    module.addFunctionImport(name, FIRST, name, params, results);
  }
  for (const { name } of exported(module)) module.removeExport(name);
  for (const { name } of segments(module)) module.removeElementSegment(name);
  module.addTableImport(SLOTS, FIRST, tie(ExternalTable, SLOTS));
  module.addActiveElementSegment(SLOTS, SLOTS, entries.map(({ name }) => name), module.i32.const(0));
  module.addGlobalImport(FULL, FIRST, tie(ExternalGlobal, FULL), i32, true);
  module.setStart(module.addFunction('filled', none, none, [], module.global.set(FULL, module.i32.const(1))));
  module.runPasses(UNUSED);
  module.addMemoryImport(memory, FIRST, tie(ExternalMemory, memory));
  for (const { name, type, mutable, base } of globals(module)) {
    if (!base) module.addGlobalImport(name, FIRST, tie(ExternalGlobal, name), type, mutable);
  }
  for (const { name, base } of tables(module)) {
    if (!base) module.addTableImport(name, FIRST, tie(ExternalTable, name));
  }
  for (const { name, params, results } of functions(module).filter(isImported)) {
    module.addFunctionImport(name, FIRST, tie(ExternalFunction, name), params, results);
  }
  return without(module.emitBinary(), DATA, DATA_COUNT);
}

function first({ entries }) {
  const module = read();
  module.addFunctionImport(BRING, MODULE, BRING, none, none);
  module.addGlobal(FULL, i32, true, module.i32.const(0));
  module.addTable(SLOTS, entries.length, entries.length);
  entries.forEach(({ name, params, results }, slot) => {
    const given = binaryen.expandType(params).map((type, at) => module.local.get(at, type));
    Function.setBody(module.getFunction(name), module.block(null, [
      module.if(module.i32.eqz(module.global.get(FULL, i32)), module.call(BRING, [], none)),
      module.call_indirect(SLOTS, module.i32.const(slot), given, params, results),
    ], results));
  });
  const add = {
    [ExternalFunction]: 'addFunctionExport', [ExternalTable]: 'addTableExport', [ExternalMemory]: 'addMemoryExport', [ExternalGlobal]: 'addGlobalExport',
  };
  for (const { kind, name, short } of ties.values()) module[add[kind]](name, short);
  module.runPasses(UNUSED);
  return module.emitBinary();
}

function part(firstFile, laterFile, list) {
  const chosen = choose(list);
  const memory = exported(read()).find(({ kind }) => kind === ExternalMemory).value;
  writeFileSync(laterFile, later(chosen, memory));
  writeFileSync(firstFile, first(chosen));
}

function watch(watched, names) {
  const module = read();
  const own = functions(module).filter((found) => !isImported(found));
  module.addFunctionImport(SEEN, MODULE, SEEN, i32, none);
  own.forEach(({ name, results, body }, at) => {
    const told = module.call(SEEN, [module.i32.const(at)], none);
    Function.setBody(module.getFunction(name), module.block(null, [told, body], results));
  });
  writeFileSync(names, JSON.stringify(own.map(listed)));
  writeFileSync(watched, module.emitBinary());
}

({ part, watch })[what](...files);
