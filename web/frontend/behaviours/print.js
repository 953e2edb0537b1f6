// A button with `data-print` prints the page. It is hidden until now, for without JavaScript it would do nothing.

export function printOnDemand() {
  document.addEventListener('DOMContentLoaded', () => {
    for (const button of document.querySelectorAll('[data-print]')) button.hidden = false;
  });
  document.addEventListener('click', (event) => {
    if (event.target.closest('[data-print]')) window.print();
  });
}
