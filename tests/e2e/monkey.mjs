// Somebody who clicks and types anything: what must hold then holds always.

import assert from 'node:assert/strict';
import { copied, studio } from './support.mjs';

/** Numbers from a seed, the same ones each time (mulberry32). */
function random(seed) {
  let state = seed >>> 0;
  return (below) => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return Math.floor((((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32) * below);
  };
}

/** What hands typed: numbers, names, nothing, and what breaks readers. */
const TEXTS = ['', '0', '1', '29', '-1', '1e9', '99999999999999999999', '*', 'dev', 'prod', '/a/{b}', '/{proxy+}', 'a b', 'ä',
  '日本', "it's", '"', '\\', '$(id)', '`id`', '${x}', '!Ref x', '- a: b', '#', '{{ x }}', '</script>', '\u202e', '\u0000', 'null', 'yes',
  'arn:aws:lambda:eu-west-1:123456789012:function:f', 'api.example.com', 'x'.repeat(300)];

/** What a monkey may not press: what leaves the page, opens another design, or takes away what the next check needs. */
const NOT = /download|write into|install|update ready|start it again|delete|forget|new design|open it|keep both|reload|print|^日本語|^EN$/i;

/** Does one thing to a control that is seen; says what. */
function act({ numbers, texts, not }) {
  const [first, second, third] = numbers;
  const top = [...document.querySelectorAll('dialog[open]')].at(-1) ?? document;
  const seen = [...top.querySelectorAll('button, input, select, textarea, a[href^="#"], summary, [role=treeitem], [role=option]')]
    .filter((control) => !control.disabled && control.type !== 'file' && control.checkVisibility() && !control.closest('[aria-disabled=true]'));
  const named = (control) => control.getAttribute('aria-label') ?? control.labels?.[0]?.textContent ?? control.textContent;
  const free = seen.filter((control) => !new RegExp(not, 'i').test(named(control).trim()));
  if (!free.length) return 'nothing';
  // Fields are what a design is made of: every other time one is taken.
  const fields = free.filter((control) => control.matches('input, select, textarea') && control.type !== 'search');
  const from = first % 2 && fields.length ? fields : free;
  const control = from[second % from.length];
  const tell = (name) => control.dispatchEvent(new Event(name, { bubbles: true }));
  control.focus();
  if (control.matches('select')) {
    control.selectedIndex = third % control.options.length;
    tell('input');
    tell('change');
  } else if (control.matches('textarea, input:not([type=checkbox], [type=radio], [type=button])')) {
    control.value = control.type === 'number' ? String(third) : texts[third % texts.length];
    tell('input');
    tell('change');
    control.blur();
  } else {
    control.click();
  }
  return `${control.tagName.toLowerCase()} ${control.id || named(control).trim().slice(0, 40)}`;
}

const KEYS = ['Control+z', 'Control+Shift+z', 'ArrowDown', 'ArrowUp', 'ArrowLeft', 'ArrowRight', 'Delete', 'Enter', 'Tab', 'Control+a', 'Alt+ArrowDown'];

const closed = async (page) => {
  for (let tries = 0; tries < 6 && await page.locator('dialog[open]').count(); tries += 1) await page.keyboard.press('Escape');
};
const press = (page, name) => page.evaluate((name) => {
  const button = [...document.querySelectorAll('.top button')].find((button) => button.getAttribute('aria-label')?.startsWith(name) || button.textContent.trim() === name);
  if (!button || button.disabled || button.ariaDisabled === 'true') return false;
  button.click();
  return true;
}, name);

/** Goes back or forth as often as it goes, or so many times; how often it went. */
async function all(page, name, most = Infinity) {
  let steps = 0;
  while (steps < most && await press(page, name)) steps += 1;
  return steps;
}

/**
 * Lets a monkey act so often on a page that stands; throws what does not hold, with the last actions.
 * Gives how many actions, steps of undo and checks there were.
 */
export async function monkey(page, troubles, seed, actions, round = 60) {
  const pick = random(seed);
  const done = { actions: 0, steps: 0, checks: 0 };
  let last = [];
  const design = async () => {
    // Which files there are follows the design after a moment, and their row with it.
    await page.waitForTimeout(400);
    return copied(page, 'design.json');
  };
  const begin = async () => {
    await closed(page);
    await page.evaluate(() => { location.hash = 'api'; });
    await page.getByRole('button', { name: 'Files', exact: true }).first().click();
  };
  try {
    await begin();
    while (done.actions < actions) {
      const before = await design();
      last = [];
      for (let turn = 0; turn < round; turn += 1) {
        if (pick(8) === 0) {
          const key = KEYS[pick(KEYS.length)];
          last.push(key);
          await page.keyboard.press(key);
        } else {
          last.push(await page.evaluate(act, { numbers: [pick(2), pick(1 << 20), pick(1 << 16)], texts: TEXTS, not: NOT.source }));
        }
        done.actions += 1;
        if (pick(5) === 0) await begin();
        assert.deepEqual(troubles, []);
      }
      await begin();
      const after = await design();
      // The page's files are those that the command line makes of the design, which it reads.
      const checked = studio(['check', '-', '--format', 'json'], after);
      assert.ok(checked.status === 0 || checked.status === 1, `check ended with ${checked.status}: ${checked.stderr}`);
      const steps = await all(page, 'Undo');
      // Undo reaches two hundred steps back; before the round there is nothing, because a page was just loaded.
      if (steps < 200) assert.equal(await design(), before, 'undo comes to another start');
      assert.equal(await all(page, 'Redo', steps), steps);
      assert.equal(await design(), after, 'redo comes to another design');
      await page.waitForTimeout(700);
      await page.reload();
      await page.getByRole('navigation', { name: 'Sections' }).waitFor();
      await begin();
      assert.equal(await design(), after, 'a reload comes to another design');
      done.steps += steps;
      done.checks += 1;
    }
    return done;
  } catch (error) {
    throw new Error(`seed ${seed}, after ${done.actions} actions: ${error.message}\n${last.slice(-25).join('\n')}`, { cause: error });
  }
}
