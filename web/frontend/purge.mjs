// Of a style sheet made for everybody, what our pages use: a plugin of esbuild.
//
// Of Bootstrap's a rule stays where every class of one of its selectors is written somewhere in a template, a view or a script: a
// class must therefore stand in the sources as a whole, not be put together. Of those of bpmn-js, which puts its classes together,
// the rules of its tools for drawing go. A custom property stays where something reads it.

import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';

const spoken = /\.(html|py|js)$/;
const ours = new Set(['static', 'translations', 'node_modules', '__pycache__']);
const bpmn = ['node_modules/diagram-js/assets/diagram-js.css', 'node_modules/bpmn-js/dist/assets/bpmn-js.css'];
const drawing =
  /djs-(bendpoint|context-pad|crosshair|drag|hover-tooltip|lasso|palette|popup|resiz|search|segment|snap|tooltip|updating)|popup|-ok\b|new-parent|attach|floating/;

export function purge(root) {
  return {
    name: 'purge',
    async setup(build) {
      const used = await classesIn(join(root, 'web'));
      const own = await textOf(join(root, 'web', 'frontend', 'css'), /\.css$/);
      build.onLoad({ filter: /bootstrap[\\/]dist[\\/]css[\\/].*\.css$/ }, async ({ path }) => {
        const whole = await readFile(path, 'utf-8');
        const licence = whole.match(/\/\*!.*?\*\//s)?.[0] ?? '';
        const rules = rulesOf(stripped(whole), (selector) => isUsed(selector, used));
        return { contents: licence + withoutUnread(rules, own), loader: 'css' };
      });
      build.onLoad({ filter: /(diagram|bpmn)-js\.css$/ }, async ({ path }) => {
        const looked = async (sheet) => rulesOf(stripped(await readFile(sheet, 'utf-8')), (selector) => !drawing.test(selector));
        const both = await Promise.all(bpmn.map((sheet) => looked(join(root, sheet)))); // each reads properties of the other
        return { contents: withoutUnread(await looked(path), own + withoutUnread(both.join(''), own)), loader: 'css' };
      });
    },
  };
}

// Words with a hyphen count wherever they stand, others only as a class: “table” is also a word of a sentence.
async function classesIn(folder) {
  const text = await textOf(folder, spoken);
  const bare = [...text.matchAll(/class(?:Name)?\s*[=:]\s*(["'])(.*?)\1/gs)].flatMap(([, , value]) => value.match(/[a-z][\w-]*/gi) ?? []);
  return new Set([...(text.match(/[a-z]+(?:-[a-z0-9]+)+/gi) ?? []), ...bare]);
}

async function textOf(folder, kinds) {
  const texts = [];
  for (const entry of await readdir(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name);
    if (entry.isDirectory() && !ours.has(entry.name)) texts.push(await textOf(path, kinds));
    else if (entry.isFile() && kinds.test(entry.name)) texts.push(await readFile(path, 'utf-8'));
  }
  return texts.join('\n');
}

const stripped = (css) => css.replace(/\/\*.*?\*\//gs, '').replace(/^@charset[^;]*;/, '');

// Returns the rules that stay by their selectors; those within `@media` and the like are gone through likewise.
function rulesOf(css, stays) {
  const kept = [];
  for (const [head, body] of split(css)) {
    const at = head.trim();
    if (/^@(media|supports|layer)/.test(at)) {
      const inner = rulesOf(body, stays);
      if (inner) kept.push(`${at}{${inner}}`);
    } else if (at.startsWith('@')) {
      kept.push(`${at}{${body}}`);
    } else {
      const selectors = commas(at).filter(stays);
      if (selectors.length) kept.push(`${selectors.join(',')}{${body}}`);
    }
  }
  return kept.join('');
}

function isUsed(selector, used) {
  if (selector.includes('data-bs-theme=dark')) return false;
  const classes = selector.replace(/:not\([^)]*\)/g, '').match(/\.(-?[a-z_][\w-]*)/gi) ?? [];
  return classes.every((name) => used.has(name.slice(1)));
}

// The rules of one level: pairs of what stands before the braces and within.
function split(css) {
  const found = [];
  let [depth, start, open] = [0, 0, 0];
  for (let at = 0; at < css.length; at++) {
    if (css[at] === '"' || css[at] === "'") at = css.indexOf(css[at], at + 1);
    else if (css[at] === '{' && depth++ === 0) open = at;
    else if (css[at] === '}' && --depth === 0) {
      found.push([css.slice(start, open), css.slice(open + 1, at)]);
      start = at + 1;
    }
  }
  return found;
}

// Commas between selectors, not those within brackets.
function commas(selectors) {
  let depth = 0;
  const cuts = [...selectors].map((sign) => {
    if (sign === '(') depth++;
    if (sign === ')') depth--;
    return sign === ',' && depth === 0 ? '\u0000' : sign;
  });
  return cuts.join('').split('\u0000');
}

// Custom properties that nothing reads go, until every one left is read.
function withoutUnread(css, own) {
  const read = new Set([...`${css}${own}`.matchAll(/var\((--[\w-]+)/g)].map(([, name]) => name));
  const left = css.replace(/(--[\w-]+):(?:[^;{}"']|"[^"]*"|'[^']*')*;?/g, (whole, name) => (read.has(name) ? whole : ''));
  return left === css ? css : withoutUnread(left, own);
}
