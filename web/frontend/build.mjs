// Builds what the browser gets: web/static/dist/, with hashed names and a manifest.json that maps plain names to them.
//
// `node web/frontend/build.mjs [FOLDER]`  the product's bundles, into web/static/dist/ or FOLDER
// `node web/frontend/build.mjs --test`    what the tests run in an engine of their own: build/feelin.js, the oracle of FEEL,
//                                         and build/days.js, our reading of dates

import { build } from 'esbuild';
import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { basename, dirname, join, parse } from 'node:path';
import { fileURLToPath } from 'node:url';
import { brotliCompressSync, constants, gzipSync } from 'node:zlib';
import { cutFonts } from './fonts.mjs';
import { purge } from './purge.mjs';
import { readOnly } from './reader.mjs';

const here = dirname(fileURLToPath(import.meta.url));
const root = join(here, '..', '..');
const [argument] = process.argv.slice(2);

const shared = {
  absWorkingDir: root,
  bundle: true,
  minify: true,
  target: ['es2021'],
  legalComments: 'linked',
  logLevel: 'warning',
};

// Plain name of the result -> its source.
const entries = {
  'app.js': 'web/frontend/app.js',
  'app.ltr.css': 'web/frontend/css/app.ltr.css',
  'app.rtl.css': 'web/frontend/css/app.rtl.css',
  'board.css': 'web/frontend/css/board.css',
  'chart.js': 'web/frontend/chart.js',
  'design.css': 'web/frontend/css/design.css',
  'date.js': 'web/frontend/date.js',
  'diagram.css': 'web/frontend/css/diagram.css',
  'diagram.js': 'web/frontend/diagram.js',
  'icon.svg': 'web/frontend/icon.svg',
  'stepping.js': 'web/frontend/stepping.js',
};

async function buildProduct(dist) {
  await rm(dist, { recursive: true, force: true });
  await mkdir(dist, { recursive: true });
  const result = await build({
    ...shared,
    entryPoints: Object.entries(entries).map(([name, source]) => ({ in: source, out: parse(name).name })),
    format: 'iife',
    outdir: dist,
    entryNames: '[name]-[hash]',
    assetNames: '[name]-[hash]',
    loader: { '.svg': 'copy' },
    metafile: true,
    plugins: [cutFonts(root), purge(root), readOnly()],
  });
  const manifest = manifestOf(result.metafile);
  await writeFile(join(dist, 'manifest.json'), JSON.stringify(manifest, null, 2) + '\n');
  await pack(dist);
}

// Text is packed once here, as well as can be, and not at every request; web/assets.py sends it so to a browser that accepts it.
async function pack(dist) {
  for (const name of (await readdir(dist)).filter((name) => /\.(css|js|svg)$/.test(name))) {
    const text = await readFile(join(dist, name));
    await writeFile(join(dist, `${name}.gz`), gzipSync(text, { level: 9 }));
    await writeFile(join(dist, `${name}.br`), brotliCompressSync(text, { params: { [constants.BROTLI_PARAM_SIZE_HINT]: text.length } }));
  }
}

// The font is in the manifest too, so that a page can ask for it before it has read the style sheet; its rest is not, which few pages need.
function manifestOf({ outputs }) {
  const plain = new Map(Object.entries(entries).map(([name, source]) => [source, name]));
  const found = Object.entries(outputs).flatMap(([file, output]) => {
    if (basename(file).match(/^vazirmatn-[^-]+\.woff2$/)) return [['vazirmatn.woff2', basename(file)]];
    return output.entryPoint ? [[plain.get(output.entryPoint), basename(file)]] : [];
  });
  return Object.fromEntries(found.sort());
}

// Name of the result in build/, which is also what it is called in the engine -> its source.
const tested = { feelin: 'tests/feel/oracle/entry.js', days: 'web/frontend/date/days.js' };

async function buildTested() {
  for (const [name, source] of Object.entries(tested)) {
    await build({ ...shared, entryPoints: [source], format: 'iife', globalName: name, outfile: `build/${name}.js` });
  }
}

await (argument === '--test' ? buildTested() : buildProduct(argument ?? join(root, 'web', 'static', 'dist')));
