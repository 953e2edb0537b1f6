// A form with `data-warn-unsaved` that was changed and not sent: the browser asks before the page is left.

export function warnOfUnsaved() {
  const changed = new Set();
  const formOf = (event) => event.target.closest?.('form[data-warn-unsaved]');
  const note = (event) => {
    const form = formOf(event);
    if (form) changed.add(form);
  };
  document.addEventListener('input', note);
  document.addEventListener('change', note);
  document.addEventListener('reset', (event) => changed.delete(formOf(event)));
  document.addEventListener('submit', (event) => changed.delete(formOf(event)));
  window.addEventListener('beforeunload', (event) => {
    if ([...changed].some((form) => form.isConnected)) event.preventDefault();
  });
}
