// A list that htmx exchanges in place (web/templates/macros/filters.html): its address stays short, and what was found is said.

export function tellOfLists() {
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
