// Choosing files in the page's own words: a browser says “Choose Files” in its own language, whatever the page's.
// The field itself lies over the words, unseen: keyboard, screen reader and what is dropped there find it as ever.
// Without JavaScript it is the browser's own.

function dress(input) {
  const choice = document.createElement('div');
  choice.className = 'file-choice form-control';
  const [button, said] = ['file-choice-button', 'file-choice-said'].map((name) => {
    const span = document.createElement('span');
    span.className = name;
    span.setAttribute('aria-hidden', 'true');
    return span;
  });
  const tell = () => {
    const names = [...input.files].map((file) => `\u2068${file.name}\u2069`);
    said.textContent = names.join(document.dir === 'rtl' ? '، ' : ', ') || input.dataset.none;
  };
  button.textContent = input.dataset.choose;
  choice.classList.toggle('is-invalid', input.classList.contains('is-invalid'));
  input.classList.remove('form-control');
  input.before(choice);
  choice.append(button, said, input);
  input.addEventListener('change', tell);
  tell();
}

export function chooseFilesInWords() {
  const all = (within) => within.querySelectorAll('input[type="file"][data-choose]').forEach((input) => {
    if (!input.closest('.file-choice')) dress(input);
  });
  document.addEventListener('DOMContentLoaded', () => all(document));
  document.addEventListener('htmx:afterSettle', (event) => all(event.target));
}
