// How much of the diagram is seen: the whole at first; where that would be too small to read, the place where the
// case stands. The buttons `data-zoom="in|out|fit"` do by keyboard what the wheel does by mouse.

const tooSmallToRead = 0.5;
const readable = 0.75;
const margin = 24;
const factor = { in: 1.25, out: 0.8 };

export function showWhole(viewer, current) {
  const canvas = viewer.get('canvas');
  const element = current.map((id) => viewer.get('elementRegistry').get(id)).find(Boolean);
  if (canvas.zoom('fit-viewport', 'auto') >= tooSmallToRead || !element) return;
  centre(canvas, element);
}

// Where the drawing is larger than what is seen of it, go to where something happens; never where it is in sight already.
export function bringIntoSight(viewer, ids) {
  const canvas = viewer.get('canvas');
  const element = ids.map((id) => viewer.get('elementRegistry').get(id)).find(Boolean);
  if (!element) return;
  const { x, y, width, height } = canvas.viewbox();
  const [middleX, middleY] = [element.x + element.width / 2, element.y + element.height / 2];
  if (middleX < x || middleX > x + width || middleY < y || middleY > y + height) centre(canvas, element);
}

function centre(canvas, { x, y, width, height }) {
  const { inner, outer } = canvas.viewbox();
  const [seenWidth, seenHeight] = [outer.width / readable, outer.height / readable];
  canvas.viewbox({
    x: within(inner.x, inner.width, x + width / 2, seenWidth),
    y: within(inner.y, inner.height, y + height / 2, seenHeight),
    width: seenWidth,
    height: seenHeight,
  });
}

// Where to begin so that `middle` is seen in the middle, but no more emptiness around the diagram than must be.
function within(start, length, middle, seen) {
  if (length + 2 * margin <= seen) return start + length / 2 - seen / 2;
  return Math.min(Math.max(middle - seen / 2, start - margin), start + length + margin - seen);
}

export function zoomWith(figure, viewer) {
  const canvas = viewer.get('canvas');
  const tools = figure.querySelector('.diagram-tools');
  tools.hidden = false;
  tools.addEventListener('click', (event) => {
    const how = event.target.closest('[data-zoom]')?.dataset.zoom;
    if (how === 'fit') canvas.zoom('fit-viewport', 'auto');
    else if (how) canvas.zoom(canvas.zoom() * factor[how], 'auto');
  });
}
