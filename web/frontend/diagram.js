// Draws a diagram to look at, and marks where a case stands in it.
//
// Every element with `data-diagram` is one: `data-xml-url` gives the BPMN text, `data-marks-url` (may be missing)
// JSON {current: [ids], passed: [ids], flows: [ids]}; `data-marks` has such JSON itself, of a version that is compared
// or checked: {faulty, added, changed, removed}. The macro `diagram` in web/templates/macros writes the markup.

import NavigatedViewer from 'bpmn-js/lib/NavigatedViewer';
import { bringNamesForward, labelsThatRead } from './diagram/labels.js';
import { mark } from './diagram/marks.js';
import { showWhole, zoomWith } from './diagram/zoom.js';

const font = 'Vazirmatn';

async function draw(figure) {
  const [xml, marks] = await Promise.all([textOf(figure.dataset.xmlUrl), marksOf(figure), fontIsThere()]);
  const viewer = new NavigatedViewer({
    container: figure.querySelector('.diagram-canvas'),
    additionalModules: [labelsThatRead],
    textRenderer: { defaultStyle: { fontFamily: `${font}, sans-serif` } },
  });
  await viewer.importXML(xml);
  bringNamesForward(figure);
  mark(viewer, marks);
  showWhole(viewer, marks.current ?? Object.values(marks).flat());
  zoomWith(figure, viewer);
  figure.dataset.drawn = 'true';
}

async function textOf(url) {
  const answer = await fetch(url, { credentials: 'same-origin' });
  if (!answer.ok) throw new Error(`Expected the diagram from ${url}, but the server answered ${answer.status}.`);
  return answer.text();
}

async function marksOf(figure) {
  const url = figure.dataset.marksUrl;
  return JSON.parse(url ? await textOf(url) : (figure.dataset.marks ?? '{}'));
}

// Labels are measured when they are drawn; measured in another font they would break their lines elsewhere.
async function fontIsThere() {
  await document.fonts.load(`1em ${font}`).catch(() => []);
}

for (const figure of document.querySelectorAll('[data-diagram]')) {
  draw(figure).catch((fault) => {
    console.error(fault);
    figure.querySelector('.diagram-failed').hidden = false;
  });
}
