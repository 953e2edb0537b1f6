// `data-focus`: where the keyboard should be when the page, or a part that htmx brought, has arrived.
// The list of faults above a form (`#form-faults`) comes first: it leads to each field that has one. Where there is
// no such list, the first field with a fault is brought into sight: the form may stand far down a long page.

export function keepFocusInSight() {
  const inOrder = ['#form-faults', '[data-focus]', '[aria-invalid="true"]'];
  const focusFirst = (within) => inOrder.map((each) => within.querySelector(each)).find(Boolean)?.focus();
  document.addEventListener('DOMContentLoaded', () => focusFirst(document));
  document.addEventListener('htmx:afterSettle', (event) => focusFirst(event.target));
}
