// A typed field for a day: beside it a button that opens the picker, under it the same day in the other calendar.

import { fromIso, inCalendar, other, readDay, writeDay } from './days.js';
import { element } from './grid.js';
import { Picker } from './picker.js';
import { language, say } from './words.js';

const icon = 'M4 6h16v14H4zM4 10h16M8 3v5M16 3v5';

export function enhance(frame) {
  const input = frame.querySelector('input');
  if (frame.dataset.dateReady !== undefined || !input) return;
  frame.dataset.dateReady = '';
  const { earliest, latest } = frame.dataset;
  const bounds = { earliest: earliest ? fromIso(earliest, 'gregory') : null, latest: latest ? fromIso(latest, 'gregory') : null };
  const told = element('span', { class: 'date-other', role: 'status' });
  const button = pickerButton();
  input.after(button);
  frame.append(told);

  const refused = input.matches('.is-invalid') ? input.value : null; // what the server already speaks of
  const tell = () => Object.assign(told, describe(input.value === refused ? '' : input.value, bounds));
  const write = (day) => {
    input.value = writeDay(day, language());
    for (const name of ['input', 'change']) input.dispatchEvent(new Event(name, { bubbles: true }));
    button.focus();
  };
  const open = () => {
    const day = readDay(input.value) || null;
    const calendar = day?.calendar.identifier ?? usual();
    new Picker({ today: inCalendar(today(), calendar), ...bounds, choose: write }).open(input, day, calendar);
  };
  input.addEventListener('input', tell);
  input.addEventListener('keydown', (event) => {
    if (event.altKey && event.key === 'ArrowDown') {
      event.preventDefault();
      open();
    }
  });
  button.addEventListener('click', open);
  tell();
}

function pickerButton() {
  const button = element('button', { type: 'button', class: 'btn btn-outline-secondary', 'aria-haspopup': 'dialog', 'aria-label': say('choose'), title: say('choose') });
  const svg = document.createElementNS('http://www.w3.org/2000/svg', 'svg');
  const path = document.createElementNS('http://www.w3.org/2000/svg', 'path');
  svg.setAttribute('viewBox', '0 0 24 24');
  svg.setAttribute('aria-hidden', 'true');
  path.setAttribute('d', icon);
  svg.append(path);
  button.append(svg);
  return button;
}

// What stands under the field. Nothing while a day is still being typed.
function describe(text, { earliest, latest }) {
  const day = readDay(text);
  const bad = (sentence) => ({ textContent: sentence, className: 'date-other date-bad' });
  if (day === null) return { textContent: '', className: 'date-other' };
  if (day === undefined) return bad(say('none'));
  const calendar = day.calendar.identifier;
  if (earliest && day.compare(earliest) < 0) return bad(say('early', inCalendar(earliest, calendar)));
  if (latest && day.compare(latest) > 0) return bad(say('late', inCalendar(latest, calendar)));
  return { textContent: say('equals', inCalendar(day, other(calendar))), className: 'date-other' };
}

const usual = () => (language() === 'fa' ? 'persian' : 'gregory');

// The office's day, which the frame says; the browser's own where it does not.
function today() {
  const said = document.body.dataset.today;
  const now = new Date();
  return fromIso(said || [now.getFullYear(), now.getMonth() + 1, now.getDate()].join('-'), 'gregory');
}
