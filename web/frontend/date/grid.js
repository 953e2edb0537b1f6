// Draws a month as an ARIA grid: one cell is reached by Tab, the arrow keys go to the others.

import { iso, weekday, weeksOf } from './days.js';
import { language, named, number, weekdayName } from './words.js';

const SATURDAY = 5;
const MONDAY = 0;

export const firstWeekday = (day) => (language() === 'fa' || day.calendar.identifier === 'persian' ? SATURDAY : MONDAY);

export function element(name, attributes = {}, ...content) {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) if (value !== undefined) made.setAttribute(key, value);
  made.append(...content);
  return made;
}

// focused, chosen, today: days; allowed(day) tells whether it may be chosen.
export function drawMonth({ focused, chosen, today, allowed, labelledBy, describedBy }) {
  const weeks = weeksOf(focused, firstWeekday(focused));
  const heads = weeks[1].map((day) => element('th', { scope: 'col', abbr: weekdayName(day) }, weekdayName(day, 'narrow')));
  const cell = (day) => (day ? dayCell(day, { focused, chosen, today, allowed }) : element('td'));
  const rows = weeks.map((week) => element('tr', {}, ...week.map(cell)));
  return element(
    'table',
    { role: 'grid', 'aria-labelledby': labelledBy, 'aria-describedby': describedBy },
    element('thead', {}, element('tr', {}, ...heads)),
    element('tbody', {}, ...rows),
  );
}

function dayCell(day, { focused, chosen, today, allowed }) {
  const same = (one) => one && day.compare(one) === 0;
  return element(
    'td',
    {
      role: 'gridcell',
      tabindex: same(focused) ? '0' : '-1',
      'aria-label': named(day),
      'aria-selected': String(Boolean(same(chosen))),
      'aria-current': same(today) ? 'date' : undefined,
      'aria-disabled': allowed(day) ? undefined : 'true',
      'data-day': iso(day),
      class: weekday(day) === 4 ? 'date-rest' : undefined,
    },
    number(day.day),
  );
}
