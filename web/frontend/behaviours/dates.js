// The picker of days is fetched only where a page, or a part that htmx brought, has a field for one.
// `data-date` says where the script is; date.js does the rest.

export function bringDatePicker() {
  let brought = false;
  const bring = () => {
    const field = document.querySelector('[data-date]');
    if (brought || !field) return;
    brought = true;
    const script = document.createElement('script');
    script.src = field.dataset.date;
    document.head.append(script);
  };
  document.addEventListener('DOMContentLoaded', bring);
  document.addEventListener('htmx:afterSettle', bring);
}
