// The plot library of the report: only what page.js uses, in one file without requests.
import { readFileSync, writeFileSync } from 'node:fs';
import { buildSync } from 'esbuild';

const text = name => readFileSync(new URL(`node_modules/${name}`, import.meta.url), 'utf8').replaceAll('\r', '').trim();
const version = name => JSON.parse(text(`${name}/package.json`)).version;

const banner = `/*!
Apache ECharts ${version('echarts')}, the parts that charts of the report need
${text('echarts/NOTICE')}
Licensed under the Apache License, Version 2.0: apache.org/licenses/LICENSE-2.0

With zrender ${version('zrender')}:
${text('zrender/LICENSE')}

With number formatting from d3:
${text('echarts/licenses/LICENSE-d3')}

With tslib ${version('tslib')}:
${text('tslib/LICENSE.txt')}
*/
`.replaceAll('https://', '');

const { outputFiles } = buildSync({
  entryPoints: [new URL('entry.mjs', import.meta.url).pathname],
  bundle: true,
  minify: true,
  write: false,
  format: 'iife',
  globalName: 'echarts',
  target: 'es2020',
  legalComments: 'none',
  define: { 'process.env.NODE_ENV': '"production"' }
});

const target = new URL('../resources/org/tessera/report/echarts.min.js', import.meta.url);
writeFileSync(target, banner + outputFiles[0].text);
