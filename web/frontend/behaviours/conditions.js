// A field that depends on another of the same form is hidden while the other's value is one of `data-hide-when`.
//
// `data-depends-on`: name of the other field; `data-hide-when`: JSON list of values, "" standing for none chosen.
// The macro of the fields (web/templates/macros/form.html) writes both; the server decides again by itself.
// What stands in a hidden field counts as none chosen, as on the server; so what depends on it is hidden too.

export function hideWhatIsNotNeeded() {
  const settle = (form) => {
    const values = new FormData(form);
    const chosen = (name) => (form.querySelector(`[hidden] [name="${CSS.escape(name)}"]`) ? '' : (values.get(name) ?? ''));
    for (const field of form.querySelectorAll('[data-depends-on]')) {
      field.hidden = JSON.parse(field.dataset.hideWhen).includes(chosen(field.dataset.dependsOn));
    }
    form.dataset.settled = '';
  };
  const settleAll = () => document.querySelectorAll('form:has([data-depends-on])').forEach(settle);
  document.addEventListener('DOMContentLoaded', settleAll);
  document.addEventListener('htmx:afterSettle', settleAll);
  document.addEventListener('change', (event) => event.target.form && settle(event.target.form));
  // When the browser comes back to a page it fills in what was typed, after the page was ready.
  window.addEventListener('pageshow', settleAll);
}
