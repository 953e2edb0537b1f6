// A form is sent once: a second press while the answer is under way is ignored.
// The server refuses the second completion anyway; this spares the person the refusal.

const underWay = 'aria-busy';

export function sendOnce() {
  document.addEventListener('submit', (event) => {
    const form = event.target;
    // htmx has taken the forms that are its own by now, and queues them itself.
    if (event.defaultPrevented || form.getAttribute('method')?.toLowerCase() !== 'post') return;
    if (form.hasAttribute(underWay)) event.preventDefault();
    form.setAttribute(underWay, 'true');
  });
  // A page that comes back from the browser's memory can be sent again.
  window.addEventListener('pageshow', () => {
    for (const form of document.querySelectorAll(`form[${underWay}]`)) form.removeAttribute(underWay);
  });
}
