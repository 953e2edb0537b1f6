// Keys that spare the mouse. What bears `data-key` ("g t": one after the other) is pressed by it; what they are, the page
// `data-keys-url` says, and `?` shows it here. By `event.code`, so that they are the same keys with a Persian layout.
// Off while one types, in dialogs, and where the reader switched them off (`data-keys="off"` on the body; WCAG 2.1.4).

const typing = 'input:not([type=checkbox], [type=radio], [type=button], [type=submit]), textarea, select, [contenteditable], dialog, [role=grid]';
const patience = 1500;
const rows = 'main .data-table tbody tr, main [data-rows] > *';

export function listenToKeys() {
  let before = '';
  let since = 0;
  document.addEventListener('keydown', (event) => {
    if (event.defaultPrevented || event.isComposing || event.repeat) return;
    if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) return sendForm(event);
    if (event.key === 'ArrowDown' && event.target.matches?.('main [data-search]')) return toLines(event);
    if (event.ctrlKey || event.altKey || event.metaKey || document.body.dataset.keys === 'off') return;
    if (event.target.closest?.(typing)) return;
    const key = keyOf(event);
    if (!key) return;
    const follows = before && event.timeStamp - since < patience ? `${before} ${key}` : '';
    before = key;
    since = event.timeStamp;
    if ((follows && act(follows)) || act(key)) {
      before = '';
      event.preventDefault();
    }
  });
}

// Returns a letter of the Latin layout, "/" or "?"; nothing for other keys.
function keyOf({ code, key, shiftKey }) {
  if (key === '?' || key === '؟' || (code === 'Slash' && shiftKey)) return '?';
  if (key === '/' || code === 'Slash') return '/';
  return !shiftKey && /^Key[A-Z]$/.test(code) ? code[3].toLowerCase() : '';
}

function act(keys) {
  if (keys === '?') return showKeys();
  if (keys === '/') return search();
  if (keys === 'j' || keys === 'k') return step(keys === 'j' ? 1 : -1);
  const meant = document.querySelector(`[data-key="${keys}"]`);
  meant?.click();
  return Boolean(meant);
}

// The list's own field comes before the office's.
function search() {
  const fields = [...document.querySelectorAll('main [data-search], [data-search]')].filter((field) => field.checkVisibility());
  const field = fields.find((each) => each.closest('main')) ?? fields[0];
  field?.focus();
  field?.select();
  return Boolean(field) || pressed('.shell-search-link');
}

// From the field that narrows a list there is one press to its first line.
function toLines(event) {
  if (step(1)) event.preventDefault();
}

function pressed(selector) {
  const found = document.querySelector(selector);
  found?.click();
  return Boolean(found);
}

function step(by) {
  const links = [...document.querySelectorAll(rows)].map((row) => row.querySelector('a[href]')).filter((link) => link?.checkVisibility());
  const here = document.activeElement.closest?.(rows);
  const at = links.findIndex((link) => here?.contains(link));
  const next = links[at < 0 ? (by > 0 ? 0 : links.length - 1) : at + by];
  next?.focus();
  next?.scrollIntoView({ block: 'nearest' });
  return links.length > 0;
}

function sendForm(event) {
  const form = event.target.form ?? event.target.closest?.('form');
  if (form?.getAttribute('method')?.toLowerCase() !== 'post') return;
  event.preventDefault();
  const buttons = [...form.querySelectorAll('[type=submit]')].filter((button) => button.checkVisibility());
  form.requestSubmit(buttons.find((button) => button.matches('.btn-primary, .btn-danger')) ?? buttons[0]);
}

function showKeys() {
  const url = document.body.dataset.keysUrl;
  if (!url) return false;
  fetch(url)
    .then((answer) => answer.text())
    .then((text) => open(new DOMParser().parseFromString(text, 'text/html').querySelector('#keys')))
    .catch(() => location.assign(url));
  return true;
}

function open(content) {
  if (!content || document.querySelector('#keys')) return;
  const dialog = document.createElement('dialog');
  dialog.className = 'dialog';
  dialog.setAttribute('aria-labelledby', 'keys-title');
  dialog.append(content);
  lower(content);
  dialog.addEventListener('close', () => dialog.remove());
  dialog.addEventListener('click', (event) => {
    if (event.target === dialog || event.target.closest('[data-close]')) dialog.close();
  });
  document.body.append(dialog);
  for (const button of dialog.querySelectorAll('[data-close]')) button.hidden = false;
  dialog.showModal();
}

// In the dialog the headings are one level lower: the page that it stands on has its own first one.
function lower(content) {
  for (const level of [2, 1])
    for (const heading of content.querySelectorAll(`h${level}`)) {
      const lowered = document.createElement(`h${level + 1}`);
      for (const { name, value } of heading.attributes) lowered.setAttribute(name, value);
      lowered.append(...heading.childNodes);
      heading.replaceWith(lowered);
    }
}
