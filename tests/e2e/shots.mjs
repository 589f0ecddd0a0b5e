// Screenshots at three widths, in both languages and themes, of every section and of the states that a page is seldom
// drawn for: `node shots.mjs [OUT] [PART OF A NAME...]`, with parts only those that have one of them.

import { mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { browser, host, largeDesign, studio, visit, wrongDesign } from './support.mjs';

const [out = 'out/shots', ...wanted] = process.argv.slice(2);
const SECTIONS = ['app', 'api', 'functions', 'routes', 'stages', 'domain', 'access', 'cors', 'monitoring'];
const LONG = 'an-extremely-long-name-that-nobody-would-choose-but-somebody-did-'.repeat(3);
const HOSTILE = '"><img src=x onerror=alert(1)>\u202e${jndi:ldap://x}`$(reboot)`\u0000\n日本'.repeat(4);

/** A template with something to represent, to keep and to tell. */
const TEMPLATE = `Transform: AWS::Serverless-2016-10-31
Metadata: { Owner: somebody }
# Ours.
Resources:
  Api:
    Type: AWS::Serverless::Api
    Properties: { StageName: prod, TracingEnabled: true, CacheClusterSizes: "0.5" }
  Hello:
    Type: AWS::Serverless::Function
    Properties:
      Handler: app.handler
      Runtime: python3.8
      InlineCode: ""
      Policies: [AWSLambdaBasicExecutionRole]
      Events:
        Get: { Type: Api, Properties: { RestApiId: !Ref Api, Path: /hello, Method: get } }
  Table: { Type: AWS::DynamoDB::Table, Properties: { TableName: things } }
`;

/** The first preset with other words. */
function design(change) {
  const made = JSON.parse(studio(['new']).stdout);
  change(made);
  return JSON.stringify(made);
}

/** The worst that can be typed into every field that takes a text. */
function filled(text) {
  return design((made) => {
    made.name = text;
    made.api.rest.name = text;
    made.api.rest.description = text;
    made.routes[1].path = `/${text.replaceAll('/', '')}`;
    Object.assign(made.stages[0], { name: text, description: text });
    made.functions[0].name = text;
    made.domain.name = text;
  });
}

/** One of the designs of the tests. */
const own = (name) => readFileSync(new URL(`../designs/${name}.json`, import.meta.url), 'utf8');

const STATES = {
  first: {},
  empty: { design: '{"schema_version": 1, "name": ""}', section: 'routes' },
  wrong: { design: wrongDesign(), section: 'stages' },
  'wrong-list': { design: wrongDesign(), section: 'domain', output: 1 },
  large: { design: largeDesign(5000), section: 'routes' },
  long: { design: filled(LONG), section: 'stages' },
  'long-picture': { design: filled(LONG), section: 'api', output: 4 },
  hostile: { design: filled(HOSTILE), section: 'api' },
  refused: { design: HOSTILE, section: 'app' },
  matrix: { section: 'domain', output: 2 },
  picture: { section: 'domain', output: 4 },
  compare: { section: 'domain', output: 5 },
  cost: { section: 'domain', output: 6 },
  trouble: { section: 'domain', output: 7 },
  try: { section: 'routes', output: 3 },
  palette: { act: (page) => page.keyboard.press('Control+k') },
  wizard: { act: (page) => page.locator('.strip button').first().click() },
  // What lies below the first screen of the long views.
  'cost-below': { section: 'domain', output: 6, height: 2600 },
  'trouble-below': { section: 'domain', output: 7, height: 1800 },
  'try-below': {
    design: own('authorizers'), section: 'routes', output: 3, height: 3200,
    act: async (page) => {
      await page.locator('details.try-more > summary').click();
      await page.locator('details.try-more select').selectOption('implicit');
    },
  },
  // Forms that are filled in with what few designs have.
  'apart-stage': {
    section: 'stages', height: 3400,
    design: design((made) => {
      made.stages[0].cache = { size: '0.5', ttl_seconds: 300, encrypted: true };
      made.stages[0].methods = [{ path: '/{proxy+}', verb: 'ANY', throttle: { rate_limit: 5, burst_limit: 10 }, execution_log: 'ERROR', data_trace: true }];
    }),
  },
  'apart-function': { section: 'functions', height: 1400, design: own('http-existing-function') },
  'apart-authorizer': {
    section: 'access', height: 2600,
    design: (() => {
      const made = JSON.parse(own('authorizers'));
      for (const { kind } of made.access.authorizers) {
        Object.assign(kind.lambda_request ?? {}, { context: ['identity.sourceIp'], stage_variables: ['environment'] });
      }
      return JSON.stringify(made);
    })(),
  },
  'apart-http-authorizer': {
    section: 'access', height: 3400,
    design: (() => {
      const made = JSON.parse(own('http-authorizers'));
      for (const { kind } of made.access.authorizers) Object.assign(kind.lambda_request ?? {}, { format: 'policy' });
      return JSON.stringify(made);
    })(),
  },
  import: { act: (page) => page.locator('#open-file').setInputFiles({ name: 'template.yaml', mimeType: 'text/yaml', buffer: Buffer.from(TEMPLATE) }) },
};
/** A control by its name in either language. */
const named = (page, role, name) => page.getByRole(role, { name });
Object.assign(STATES, {
  archive: {
    design: design((made) => { made.functions[0].environment = [{ name: 'DB_PASSWORD', value: 'hunter2-secret' }]; }),
    output: 0, act: (page) => page.locator('.top .primary').click(),
  },
  versions: {
    section: 'app',
    act: async (page) => {
      await page.locator('[id="/region"]').selectOption('eu-west-1');
      await page.waitForTimeout(600);
      await page.locator('[id="/name"]').fill('orders');
      await page.waitForTimeout(600);
      if (await page.locator('.more-button').isVisible()) await page.locator('.more-button').click();
      await named(page, 'button', /^(Designs|設計の一覧)$/).first().click();
      await named(page, 'button', /^(Compare with this|この版と比較)/).last().click();
    },
  },
  'palette-typed': {
    act: async (page) => {
      await page.keyboard.press('Control+k');
      await page.keyboard.type('stage');
    },
  },
  picked: {
    section: 'routes', design: largeDesign(60),
    act: async (page) => {
      for (const opener of ['.bottom-item', '.rail-button']) {
        const hidden = !(await page.locator('#route-filter').isVisible());
        if (hidden && await page.locator(opener).first().isVisible()) await page.locator(opener).first().click();
      }
      await page.locator('#route-filter').fill('1');
      await page.locator('#route-filter').press('ArrowDown');
      await page.waitForFunction(() => document.activeElement.id.startsWith('route:'));
      await page.keyboard.press('Control+a');
    },
  },
  presets: { act: (page) => page.locator('.strip button').nth(1).click() },
  forced: { section: 'domain', output: 5, forcedColors: 'active' },
  shared: { host: 's3.eu-west-1.amazonaws.com' },
});
for (const section of SECTIONS) STATES[`section-${section}`] = { section };

const [chromium, site] = await Promise.all([browser(['--host-resolver-rules=MAP s3.eu-west-1.amazonaws.com 127.0.0.1']), host()]);
mkdirSync(out, { recursive: true });
const chosen = Object.entries(STATES).filter(([name]) => !wanted.length || wanted.some((part) => name.includes(part)));
for (const width of [1440, 1024, 390]) {
  for (const locale of ['en-US', 'ja-JP']) {
    const viewport = { width, height: width < 500 ? 844 : 900 };
    for (const [name, { design: text, section, output, act, height, forcedColors = 'none', host: called = '127.0.0.1' }] of chosen) {
      const options = { viewport: { ...viewport, ...(height && { height }) }, locale, reducedMotion: 'reduce', forcedColors, wait: false };
      const of = { ...site, url: site.url.replace('127.0.0.1', called), origin: site.origin.replace('127.0.0.1', called) };
      const { page, context } = await visit(chromium, of, called === '127.0.0.1' ? options : { ...options, permissions: [] });
      await page.locator('.line').first().waitFor({ state: 'attached' });
      if (section) await page.evaluate((hash) => { location.hash = hash; }, section);
      if (text) {
        const buffer = Buffer.from(text);
        await page.locator('#open-file').setInputFiles({ name: 'design.json', mimeType: 'application/json', buffer });
      }
      if (output) {
        if (width < 500) await page.locator('.bottom-item').nth(2).click();
        await page.locator('.mode').nth(output).click();
      }
      await act?.(page);
      // What comes after a pause is there, and what passes has passed.
      await page.waitForTimeout(text ? 1500 : 700);
      for (const colorScheme of ['light', 'dark']) {
        await page.emulateMedia({ colorScheme });
        await page.screenshot({ path: join(out, `${name}-${width}-${locale.slice(0, 2)}-${colorScheme}.png`) });
        if (name === 'large' || name === 'first') {
          if (width >= 500) continue;
          await page.locator('.bottom-item').first().click();
          await page.screenshot({ path: join(out, `${name}-structure-${width}-${locale.slice(0, 2)}-${colorScheme}.png`) });
          await page.locator('.bottom-item').nth(1).click();
        }
      }
      await context.close();
    }
  }
}
await chromium.close();
site.close();
