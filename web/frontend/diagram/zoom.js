// How much of the diagram is seen: the whole at first; where that would be too small to read, the place where the
// case stands. The buttons `data-zoom="in|out|fit"` do by keyboard what the wheel does by mouse.

const tooSmallToRead = 0.5;
const readable = 0.75;
const factor = { in: 1.25, out: 0.8 };

export function showWhole(viewer, current) {
  const canvas = viewer.get('canvas');
  const element = current.map((id) => viewer.get('elementRegistry').get(id)).find(Boolean);
  if (canvas.zoom('fit-viewport', 'auto') >= tooSmallToRead || !element) return;
  centre(canvas, element);
}

function centre(canvas, { x, y, width, height }) {
  const { outer } = canvas.viewbox();
  const [seenWidth, seenHeight] = [outer.width / readable, outer.height / readable];
  canvas.viewbox({
    x: x + width / 2 - seenWidth / 2,
    y: y + height / 2 - seenHeight / 2,
    width: seenWidth,
    height: seenHeight,
  });
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
