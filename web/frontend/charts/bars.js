// Bars, one a line of the table, made of its series one after the other: plain, hatched, crossed, each part with its figure.

import { scaleLinear } from 'd3-scale';
import { canvasOf, digits, legend, svg, wrapped } from './svg.js';

const row = 40;
const bar = 14;
const nameSize = 13;
const nameLine = 18;
const foot = 4;
const roomForFigure = 18;
let patterns = 0;

export function drawBars(canvas, list, { labels, series }, { width, rtl, language }) {
  const names = labels.map((label) => wrapped(label, nameSize, width - foot));
  const tops = names.map((_, place) => names.slice(0, place).reduce((sum, lines) => sum + row + (lines.length - 1) * nameLine, 0));
  const drawing = canvasOf(canvas, width, tops.at(-1) + row + (names.at(-1).length - 1) * nameLine + foot);
  const sums = labels.map((_, place) => series.reduce((sum, { values }) => sum + (values[place] ?? 0), 0));
  const length = scaleLinear([0, Math.max(1, ...sums)], [0, width - 48]);
  const name = `chart-hatch-${(patterns += 1)}`;
  drawing.append(hatches(name));
  names.forEach((lines, place) => {
    lines.forEach((said, line) => drawing.append(nameOf(said, tops[place] + 15 + line * nameLine, width, rtl)));
    const top = tops[place] + (lines.length - 1) * nameLine;
    drawing.append(...parts(series, place, top + 21, { length, width, rtl, language, name }));
    drawing.append(sumOf(sums[place], length(sums[place]), top + 32, { width, rtl, language }));
  });
  legend(list, series, ({ look }) => [hatches(`${name}-of-${look}`), ...block(look, 2, 0, 30, 12, `${name}-of-${look}`)]);
}

function nameOf(said, y, width, rtl) {
  return svg('text', { class: 'chart-name', x: rtl ? width : 0, y, 'text-anchor': rtl ? 'end' : 'start' }, said);
}

function parts(series, place, top, { length, width, rtl, language, name }) {
  let from = 0;
  return series.flatMap(({ look, values }) => {
    const value = values[place] ?? 0;
    const [long, start] = [length(value), from];
    from += long;
    if (!value) return [];
    const x = rtl ? width - start - long : start;
    const figure = svg('text', { class: `chart-part is-${look}`, x: x + long / 2, y: top + bar - 3, 'text-anchor': 'middle' }, digits(value, language));
    return [...block(look, x, top, long, bar, name), ...(long > roomForFigure ? [figure] : [])];
  });
}

function sumOf(sum, long, y, { width, rtl, language }) {
  return svg('text', { class: 'chart-sum', x: rtl ? width - long - 6 : long + 6, y, 'text-anchor': rtl ? 'end' : 'start' }, digits(sum, language));
}

function block(look, x, y, width, height, name) {
  const place = { x, y, width, height };
  return [svg('rect', { ...place, class: `chart-block is-${look}` }), svg('rect', { ...place, fill: look ? `url(#${name}-${look})` : 'none' })];
}

function hatches(name) {
  const lines = ['', 'M0 8L8 0', 'M0 0L8 8M0 8L8 0'];
  const made = [1, 2].map((look) =>
    svg('pattern', { id: `${name}-${look}`, width: 8, height: 8, patternUnits: 'userSpaceOnUse' }, svg('path', { d: lines[look], class: `chart-hatch is-${look}` })),
  );
  return svg('defs', {}, ...made);
}
