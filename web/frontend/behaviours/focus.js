// `data-focus`: where the keyboard should be when the page, or a part that htmx brought, has arrived.
// Used for the list of faults above a form, and for what a person opened.

export function keepFocusInSight() {
  const focusFirst = (within) => within.querySelector('[data-focus]')?.focus();
  document.addEventListener('DOMContentLoaded', () => focusFirst(document));
  document.addEventListener('htmx:afterSettle', (event) => focusFirst(event.target));
}
