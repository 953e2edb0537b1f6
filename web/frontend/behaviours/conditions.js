// A field that depends on another of the same form is hidden while the other's value is one of `data-hide-when`.
//
// `data-depends-on`: name of the other field; `data-hide-when`: JSON list of values, "" standing for none chosen.
// The macro of the fields (web/templates/macros/form.html) writes both; the server decides again by itself.

export function hideWhatIsNotNeeded() {
  const settle = (form) => {
    const values = new FormData(form);
    for (const field of form.querySelectorAll('[data-depends-on]')) {
      const chosen = values.get(field.dataset.dependsOn) ?? '';
      field.hidden = JSON.parse(field.dataset.hideWhen).includes(chosen);
    }
  };
  const settleAll = () => document.querySelectorAll('form:has([data-depends-on])').forEach(settle);
  document.addEventListener('DOMContentLoaded', settleAll);
  document.addEventListener('htmx:afterSettle', settleAll);
  document.addEventListener('change', (event) => event.target.form && settle(event.target.form));
  // When the browser comes back to a page it fills in what was typed, after the page was ready.
  window.addEventListener('pageshow', settleAll);
}
