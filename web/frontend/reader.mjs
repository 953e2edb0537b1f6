// Of what reads and writes diagrams, the half that reads: a plugin of esbuild. No page writes one, but the writer hangs on the same
// object as the reader, so that esbuild cannot see by itself that nothing calls it.

import { readFile } from 'node:fs/promises';

const writer = /^var XML_PREAMBLE = [\s\S]*?(?=^export \{ Reader, Writer \};)/m;

export function readOnly() {
  return {
    name: 'read-only',
    setup(build) {
      build.onLoad({ filter: /moddle-xml[\\/]dist[\\/]index\.js$/ }, async ({ path }) => {
        const whole = await readFile(path, 'utf-8');
        const contents = whole.replace(writer, 'function Writer() {}\n');
        if (contents === whole) throw new Error(`Expected the writer in ${path} from XML_PREAMBLE to the exports, but found none: mend web/frontend/reader.mjs.`);
        return { contents };
      });
    },
  };
}
