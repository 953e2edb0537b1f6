// Draws the charts of a page from the tables beside them: what a chart shows stands there in figures, for everybody.
//
// Every figure with `data-chart` (`lines`, `bars`) is one: `data-of` is the id of its table, or of one heading of it. The series are the
// columns whose heading has `data-series`; a cell's number is its `data-value`. The macro `chart` in pages/board/parts.html writes the markup.
// Series differ by dash and sign, or by hatching, and bear their names: nobody needs to see colours. Nothing moves.

import { drawBars } from './charts/bars.js';
import { drawLines } from './charts/lines.js';
import { readTable } from './charts/table.js';

const ways = { lines: drawLines, bars: drawBars };
const rtl = () => document.documentElement.dir === 'rtl';

function draw(figure) {
  const found = readTable(figure.dataset.of);
  figure.hidden = !found?.series.some(({ values }) => values.some(Boolean));
  if (figure.hidden) return;
  const canvas = figure.querySelector('.chart-canvas');
  ways[figure.dataset.chart](canvas, figure.querySelector('.chart-legend'), found, {
    width: Math.max(240, canvas.clientWidth),
    rtl: rtl(),
    language: document.documentElement.lang,
  });
  figure.dataset.width = canvas.clientWidth;
}

const resized = new ResizeObserver((entries) => {
  for (const { target } of entries) {
    const figure = target.closest('[data-chart]');
    if (figure && Math.abs(Number(figure.dataset.width) - target.clientWidth) > 1) draw(figure);
  }
});

function drawAll() {
  resized.disconnect();
  for (const figure of document.querySelectorAll('[data-chart]')) {
    draw(figure);
    resized.observe(figure.querySelector('.chart-canvas'));
  }
}

// On paper a table stands beside its chart. Style sheets see to that, but not in every browser.
addEventListener('beforeprint', () => {
  for (const fold of document.querySelectorAll('.board-fold')) fold.open = true;
});

// Labels are measured in the font they are drawn in.
document.fonts.ready.then(drawAll);
document.addEventListener('htmx:afterSettle', drawAll);
