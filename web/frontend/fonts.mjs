// Of Vazirmatn, what our pages show: a plugin of esbuild. A file that css/font.css calls `cut:NAME` holds the letters of the
// `unicode-range`s it stands beside there, and of the weights those that the style sheets have. As it is published, it is twice as heavy.

import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import subset from 'subset-font';

const published = ['node_modules', 'vazirmatn', 'misc', 'Non-Latin', 'fonts', 'webfonts', 'Vazirmatn-NL[wght].woff2'];
const weights = { wght: { min: 400, max: 700 } };

export function cutFonts(root) {
  return {
    name: 'cut-fonts',
    async setup(build) {
      const whole = await readFile(join(root, ...published));
      const faces = facesIn(await readFile(join(root, 'web', 'frontend', 'css', 'font.css'), 'utf-8'));
      build.onResolve({ filter: /^cut:/ }, ({ path }) => ({ path: path.replace('cut:', ''), namespace: 'cut' }));
      build.onLoad({ filter: /./, namespace: 'cut' }, async ({ path }) => ({
        contents: await subset(whole, lettersOf(faces, path), { targetFormat: 'woff2', variationAxes: weights }),
        loader: 'file',
      }));
    },
  };
}

// Pairs of the file that a face names, and the ranges of its letters.
function facesIn(css) {
  return [...css.matchAll(/url\('cut:([^']+)'\)[^}]*unicode-range:([^;]+);/g)].map(([, file, ranges]) => [file, ranges]);
}

function lettersOf(faces, wanted) {
  const ranges = faces.filter(([file]) => file === wanted).flatMap(([, text]) => text.match(/[0-9a-f]+(?:-[0-9a-f]+)?/gi));
  return ranges.flatMap((range) => every(...range.split('-').map((code) => parseInt(code, 16)))).join('');
}

const every = (first, last = first) => Array.from({ length: last - first + 1 }, (_, place) => String.fromCodePoint(first + place));
