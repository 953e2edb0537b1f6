// How long cases stay at the elements of a diagram: a ground that is the darker the longer, and the figures under the element.

const grades = ['is-heat-1', 'is-heat-2', 'is-heat-3', 'is-heat-4', 'is-heat-5'];

export function heat(viewer, elements) {
  const canvas = viewer.get('canvas');
  const registry = viewer.get('elementRegistry');
  for (const { id, grade, late, said } of elements) {
    const element = registry.get(id);
    if (!element) continue;
    canvas.addMarker(id, grades[grade - 1]);
    if (late) canvas.addMarker(id, 'is-heat-late');
    viewer.get('overlays').add(id, 'heat', { position: { top: element.height - 6, left: 0 }, html: figures(said, late, element.width) });
  }
}

function figures(said, late, width) {
  const box = document.createElement('div');
  box.className = late ? 'heat-figures is-late' : 'heat-figures';
  box.dir = 'auto';
  box.style.minWidth = `${Math.min(width, 100)}px`;
  for (const text of said) box.append(Object.assign(document.createElement('div'), { textContent: text }));
  return box;
}
