// Draws a diagram to look at, and marks where a case stands in it.
//
// Every element with `data-diagram` is one: `data-xml-url` gives the BPMN text, `data-marks-url` (may be missing)
// JSON {current: [ids], passed: [ids], flows: [ids]}; `data-marks` has such JSON itself, of a version that is compared
// or checked: {faulty, added, changed, removed}; `data-heat` [{id, grade, late, brief, said}], how long cases stay at elements. The macro `diagram` in web/templates/macros writes the markup.

import { heat } from './diagram/heat.js';
import { mark } from './diagram/marks.js';
import { drawIn, sayFailed, textOf, viewerIn } from './diagram/viewer.js';
import { showWhole, zoomWith } from './diagram/zoom.js';

async function draw(figure) {
  const [xml, marks] = await Promise.all([textOf(figure.dataset.xmlUrl), marksOf(figure)]);
  const viewer = viewerIn(figure);
  await drawIn(figure, viewer, xml);
  mark(viewer, marks);
  heat(figure, viewer, JSON.parse(figure.dataset.heat ?? '[]'));
  showWhole(viewer, marks.current ?? Object.values(marks).flat());
  zoomWith(figure, viewer);
  figure.dataset.drawn = 'true';
}

async function marksOf(figure) {
  const url = figure.dataset.marksUrl;
  return JSON.parse(url ? await textOf(url) : (figure.dataset.marks ?? '{}'));
}

// One that is folded is drawn when it is opened: before, it has no size.
function drawAll() {
  for (const figure of document.querySelectorAll('[data-diagram]:not([data-begun])')) {
    if (figure.closest('details:not([open])')) continue;
    figure.dataset.begun = 'true';
    draw(figure).catch((fault) => sayFailed(figure, fault));
  }
}

drawAll();
document.addEventListener('toggle', drawAll, true);
document.addEventListener('htmx:afterSettle', drawAll); // a list that was narrowed down may bring a diagram anew
