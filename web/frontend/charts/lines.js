// Lines over the months: each with a dash and a sign of its own, and its name and last figure at its end.

import { scaleLinear, scalePoint } from 'd3-scale';
import { line, symbol, symbolCircle, symbolSquare, symbolTriangle } from 'd3-shape';
import { canvasOf, digits, legend, svg, widthOf } from './svg.js';

const height = 240;
const edge = { top: 16, bottom: 34, axis: 40, end: 44 };
const signs = [symbolCircle, symbolSquare, symbolTriangle];
const apart = 16;
const labelSize = 12;
const betweenLabels = 12;

export function drawLines(canvas, list, { labels, series }, { width, rtl, language }) {
  const drawing = canvasOf(canvas, width, height);
  const across = [edge.axis, width - edge.end];
  const x = scalePoint(labels, rtl ? [width - edge.axis, edge.end] : across);
  const most = Math.max(1, ...series.flatMap(({ values }) => values.map(Number)));
  const y = scaleLinear([0, most], [height - edge.bottom, edge.top]).nice(4);
  const counts = series.every(({ values }) => values.every((value) => Number.isInteger(Number(value))));
  drawing.append(...grid(y, counts, width, rtl, language), ...months(labels, x, width));
  for (const each of series) drawing.append(...oneLine(each, labels, x, y, language));
  drawing.append(...ends(series, labels, x, y, rtl, language));
  legend(list, series, ({ look }) => [svg('path', { d: 'M2 6H32', class: `chart-line is-${look}` }), sign(look, 17, 6)]);
  list.hidden = series.length < 2;
}

// Of what is counted there is no half.
function grid(y, counts, width, rtl, language) {
  const ticks = y.ticks(4).filter((tick) => Number.isInteger(tick) || (!counts && y.domain()[1] < 4));
  return ticks.flatMap((tick) => [
    svg('path', { class: 'chart-grid', d: `M${rtl ? edge.end : edge.axis} ${y(tick)}H${width - (rtl ? edge.axis : edge.end)}` }),
    text(digits(tick, language), rtl ? width - edge.axis + 8 : edge.axis - 8, y(tick) + 4, rtl ? 'start' : 'end'),
  ]);
}

// As many names as there is room for, always the last one.
function months(labels, x, width) {
  const widest = Math.max(...labels.map((label) => widthOf(label, labelSize))) + betweenLabels;
  const every = Math.ceil((labels.length * widest) / (width - edge.axis - edge.end));
  return labels
    .map((label, place) => [label, labels.length - 1 - place])
    .filter(([, place]) => place % every === 0)
    .map(([label]) => text(label, x(label), height - 10, 'middle'));
}

function oneLine({ name, look, values }, labels, x, y, language) {
  const points = labels.map((label, place) => ({ label, value: values[place] })).filter(({ value }) => value !== null);
  const path = line((each) => x(each.label), (each) => y(each.value));
  return [
    svg('path', { class: `chart-line is-${look}`, d: path(points) ?? '' }),
    ...points.map(({ label, value }) => sign(look, x(label), y(value), `${name}, ${label}: ${digits(value, language)}`)),
  ];
}

function sign(look, x, y, said) {
  const drawn = svg('path', { class: `chart-sign is-${look}`, d: symbol(signs[look % signs.length], 44)(), transform: `translate(${x} ${y})` });
  if (said) drawn.append(svg('title', {}, said));
  return drawn;
}

// The last figure of each line beside its end; where two would lie over each other they are moved apart.
function ends(series, labels, x, y, rtl, language) {
  const last = labels.at(-1);
  const wanted = series
    .map(({ look, values }) => ({ look, value: values.at(-1) }))
    .filter(({ value }) => value !== null)
    .sort((one, other) => other.value - one.value);
  const places = spread(wanted.map(({ value }) => y(value) + 4), height - edge.bottom);
  return wanted.map(({ look, value }, place) =>
    text(digits(value, language), x(last) + (rtl ? -10 : 10), places[place], rtl ? 'end' : 'start', `chart-end is-${look}`),
  );
}

// Places from above down, none nearer to the next than a line of text, the last one not below the lowest.
function spread(wanted, lowest) {
  const places = [...wanted];
  for (let place = 1; place < places.length; place += 1) places[place] = Math.max(places[place], places[place - 1] + apart);
  let highest = lowest;
  for (let place = places.length - 1; place >= 0; place -= 1) {
    places[place] = Math.min(places[place], highest);
    highest = places[place] - apart;
  }
  return places;
}

const text = (said, x, y, anchor, name = 'chart-label') => svg('text', { class: name, x, y, 'text-anchor': anchor }, said);
