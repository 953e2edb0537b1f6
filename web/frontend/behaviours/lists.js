// A list that htmx exchanges in place (web/templates/macros/filters.html): its address stays short, and what was found is said.

export function tellOfLists() {
  // The field that is asked while one types is not asked again when one leaves it: the line that one went to would be gone.
  const leftAsked = ({ target }) => target === target.closest('form.filters')?.querySelector('input[type=search]');
  document.addEventListener('change', (event) => leftAsked(event) && event.stopPropagation(), true);
  document.addEventListener('htmx:configRequest', (event) => {
    const { verb, formData } = event.detail;
    if (verb !== 'get') return;
    for (const name of new Set(formData.keys())) {
      const said = formData.getAll(name).filter((value) => value !== '');
      formData.delete(name);
      for (const value of said) formData.append(name, value);
    }
  });
  document.addEventListener('htmx:afterSettle', (event) => {
    const said = event.target.querySelector?.('[data-say]');
    if (said) document.querySelector('#said').textContent = said.textContent;
  });
}
