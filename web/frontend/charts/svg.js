// Elements of a drawing, and the numbers on it in the digits of the page.

const space = 'http://www.w3.org/2000/svg';
let pen;

export function svg(name, attributes = {}, ...inside) {
  const element = document.createElementNS(space, name);
  for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
  element.append(...inside);
  return element;
}

export function canvasOf(canvas, width, height) {
  const drawing = svg('svg', { class: 'chart-svg', width, height, viewBox: `0 0 ${width} ${height}` });
  canvas.replaceChildren(drawing);
  return drawing;
}

export function digits(number, language) {
  return new Intl.NumberFormat(language === 'fa' ? 'fa-IR' : 'en-GB', { maximumFractionDigits: 1 }).format(number);
}

// How wide words are in the page's font, in pixels.
export function widthOf(words, size) {
  pen ??= document.createElement('canvas').getContext('2d');
  pen.font = `${size}px ${getComputedStyle(document.body).fontFamily}`;
  return pen.measureText(words).width;
}

// Words in as many lines as they need.
export function wrapped(words, size, width) {
  return words.split(' ').reduce((lines, word) => {
    const longer = lines.length ? `${lines.at(-1)} ${word}` : word;
    return lines.length && widthOf(longer, size) <= width ? [...lines.slice(0, -1), longer] : [...lines, word];
  }, []);
}

// What a series looks like, beside its name: a swatch as it is drawn.
export function legend(list, series, swatch) {
  list.replaceChildren(
    ...series.map((each) => {
      const item = document.createElement('li');
      item.append(svg('svg', { width: 34, height: 12, class: 'chart-swatch' }, ...swatch(each)), each.name);
      return item;
    }),
  );
}
