// How long cases stay at the elements of a diagram: a ground that is the darker the longer; on it the median, and from near by all figures.

const grades = ['is-heat-1', 'is-heat-2', 'is-heat-3', 'is-heat-4', 'is-heat-5'];
const near = 0.8;
const readable = { min: 1, max: 1.25 };

export function heat(figure, viewer, elements) {
  if (!elements.length) return;
  const canvas = viewer.get('canvas');
  const registry = viewer.get('elementRegistry');
  for (const { id, grade, late, brief, said } of elements) {
    const element = registry.get(id);
    if (!element) continue;
    canvas.addMarker(id, grades[grade - 1]);
    if (late) canvas.addMarker(id, 'is-heat-late');
    const html = figures(brief, said, late);
    viewer.get('overlays').add(id, 'heat', { position: { top: -9, left: element.width / 2 }, html, scale: readable });
  }
  const look = () => figure.classList.toggle('is-near', canvas.zoom() >= near);
  viewer.on('canvas.viewbox.changed', look);
  look();
}

// Around the middle of the element's upper edge, however wide it is.
function figures(brief, said, late) {
  const place = document.createElement('div');
  place.className = 'heat-place';
  const box = document.createElement('div');
  box.className = late ? 'heat-figures is-late' : 'heat-figures';
  box.dir = document.documentElement.dir;
  box.append(line('heat-brief', brief), ...said.map((text) => line('heat-more', text)));
  place.append(box);
  return place;
}

const line = (className, textContent) => Object.assign(document.createElement('div'), { className, textContent });
