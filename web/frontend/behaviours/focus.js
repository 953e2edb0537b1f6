// `data-focus`: where the keyboard should be when the page, or a part that htmx brought, has arrived.
// The list of faults above a form (`#form-faults`) comes first: it leads to each field that has one.

export function keepFocusInSight() {
  const focusFirst = (within) => (within.querySelector('#form-faults') ?? within.querySelector('[data-focus]'))?.focus();
  document.addEventListener('DOMContentLoaded', () => focusFirst(document));
  document.addEventListener('htmx:afterSettle', (event) => focusFirst(event.target));
}
