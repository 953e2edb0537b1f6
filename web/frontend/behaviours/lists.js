// A list that htmx exchanges in place (web/templates/macros/filters.html): its address stays short, what was open in it stays open
// where it has an id, and what was found is said.

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
  let open = [];
  document.addEventListener('htmx:beforeSwap', ({ detail }) => {
    open = [...detail.target.querySelectorAll('details[id][open]')].map(({ id }) => id);
  });
  document.addEventListener('htmx:afterSwap', () => {
    for (const id of open) document.getElementById(id)?.setAttribute('open', '');
  });
  document.addEventListener('htmx:afterSettle', (event) => {
    const said = event.target.querySelector?.('[data-say]');
    if (said) document.querySelector('#said').textContent = said.textContent;
  });
}
