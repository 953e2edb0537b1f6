// A `details` with `data-needs-script` and `data-needs-style`: both are fetched when it is opened for the first time.
// So a page weighs what most readers need of it, and a diagram is measured while it can be seen.

export function fetchOnDemand() {
  document.addEventListener('toggle', (event) => event.target.open && fetchFor(event.target), true);
  document.addEventListener('DOMContentLoaded', () => {
    document.querySelectorAll('details[open][data-needs-script]').forEach(fetchFor);
  });
}

function fetchFor({ dataset }) {
  const { needsScript, needsStyle } = dataset;
  if (!needsScript || document.querySelector(`script[src="${needsScript}"]`)) return;
  const style = Object.assign(document.createElement('link'), { rel: 'stylesheet', href: needsStyle });
  const script = Object.assign(document.createElement('script'), { src: needsScript });
  // drawn in its own look, and also where the style sheet does not come
  style.onload = style.onerror = () => document.head.append(script);
  document.head.append(style);
}
