// Keys for the steps: arrows in the direction of the page's writing, Home, End, the space bar. The slider's own keys stay its own;
// the space bar is none of them.

const typed = 'input:not([type=range]), textarea, select, [contenteditable]';
const pressed = 'button, a, summary, input, textarea, select';

export function onKeys(slider, go) {
  const ahead = document.documentElement.dir === 'rtl' ? 'ArrowLeft' : 'ArrowRight';
  const places = { Home: 'first', End: 'last', ArrowLeft: 'back', ArrowRight: 'back', [ahead]: 'next' };
  document.addEventListener('keydown', (event) => {
    if (event.defaultPrevented || event.ctrlKey || event.altKey || event.metaKey || event.shiftKey) return;
    const sliding = event.target === slider;
    if (event.target.closest?.(typed)) return;
    const plays = event.key === ' ' && (sliding || !event.target.closest?.(pressed));
    const where = plays ? 'play' : !sliding && places[event.key];
    if (!where) return;
    event.preventDefault();
    go(where);
  });
}
