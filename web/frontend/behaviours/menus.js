// What opens (`<details data-menu>`) closes again: by Escape, which gives the focus back to what opened it, and, unless it is
// a question to be answered (`data-menu="stay"`), by a press elsewhere or when the focus goes on. `data-close` closes it too.

const open = 'details[data-menu][open]';

export function closeWhatWasOpened() {
  document.addEventListener('keydown', (event) => {
    if (event.key !== 'Escape' || event.defaultPrevented) return;
    const menu = event.target.closest?.(open) ?? document.querySelector(open);
    if (!menu) return;
    event.preventDefault();
    shut(menu);
  });
  document.addEventListener('click', (event) => {
    const button = event.target.closest?.('[data-close]');
    if (button) shut(button.closest(open));
    leave(event.target);
  });
  document.addEventListener('focusin', (event) => leave(event.target));
  const reveal = () => document.querySelectorAll('[data-close][hidden]').forEach((button) => (button.hidden = false));
  document.addEventListener('DOMContentLoaded', reveal);
  document.addEventListener('htmx:afterSettle', reveal);
}

function shut(menu) {
  if (!menu) return;
  menu.open = false;
  menu.querySelector('summary').focus();
}

function leave(target) {
  for (const menu of document.querySelectorAll(open)) {
    if (menu.dataset.menu !== 'stay' && !menu.contains(target)) menu.open = false;
  }
}
