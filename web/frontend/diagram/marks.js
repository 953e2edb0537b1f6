// Where the case stands and what it passed, what changed and what is at fault, as CSS classes on the drawn elements.
// An id that the diagram does not draw (an implicit one, say) is passed over.

const classOf = {
  passed: 'is-passed',
  flows: 'is-passed',
  current: 'is-current',
  added: 'is-added',
  changed: 'is-changed',
  removed: 'is-removed',
  faulty: 'is-faulty',
  step: 'is-step',
};

export function mark(viewer, marks) {
  const canvas = viewer.get('canvas');
  const registry = viewer.get('elementRegistry');
  for (const [kind, className] of Object.entries(classOf)) {
    for (const id of marks[kind] ?? []) {
      if (registry.get(id)) canvas.addMarker(id, className);
    }
  }
}

export function unmark(viewer) {
  const canvas = viewer.get('canvas');
  for (const { id } of viewer.get('elementRegistry').getAll()) {
    for (const className of Object.values(classOf)) canvas.removeMarker(id, className);
  }
}
