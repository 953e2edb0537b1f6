// A request of htmx that fails is told above the page, where it stands; the page stays as it is, so that nothing is lost.
// The words are the server's (web/templates/base.html): its own sentence where it answered with one, else one of `data-…`.

export function tellOfFailures() {
  document.addEventListener('htmx:responseError', (event) => tell(sentence(event.detail.xhr.responseText) || words('failed')));
  document.addEventListener('htmx:sendError', () => tell(words('offline')));
  document.addEventListener('htmx:timeout', () => tell(words('late')));
  document.addEventListener('htmx:swapError', () => tell(words('failed')));
  document.addEventListener('htmx:beforeRequest', (event) => busy(event.detail.target, true));
  document.addEventListener('htmx:afterRequest', (event) => {
    busy(event.detail.target, false);
    if (event.detail.successful) document.querySelector('#failure').replaceChildren();
  });
}

const words = (key) => document.querySelector('#failure').dataset[key];

function sentence(page) {
  const answer = new DOMParser().parseFromString(page, 'text/html');
  return answer.querySelector('[data-message]')?.textContent.trim();
}

function tell(text) {
  const place = document.querySelector('#failure');
  const notice = document.createElement('div');
  notice.className = 'notice notice-bad';
  notice.append(Object.assign(document.createElement('p'), { textContent: text }));
  place.replaceChildren(notice);
  place.scrollIntoView({ block: 'nearest' });
}

function busy(target, now) {
  if (now) target?.setAttribute('aria-busy', 'true');
  else target?.removeAttribute('aria-busy');
}
