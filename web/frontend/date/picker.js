// The dialog in which a day is picked: a month as a grid, steps by month and year, the other calendar, today.

import { fromIso, inCalendar, iso, other, weekday } from './days.js';
import { drawMonth, element, firstWeekday } from './grid.js';
import { monthAndYear, say } from './words.js';

const rightToLeft = () => document.documentElement.dir === 'rtl';

// Where each key goes from a day; the arrows follow the eye.
const steps = {
  ArrowRight: (day) => day.add({ days: rightToLeft() ? -1 : 1 }),
  ArrowLeft: (day) => day.add({ days: rightToLeft() ? 1 : -1 }),
  ArrowUp: (day) => day.subtract({ days: 7 }),
  ArrowDown: (day) => day.add({ days: 7 }),
  Home: (day) => day.subtract({ days: intoWeek(day) }),
  End: (day) => day.add({ days: 6 - intoWeek(day) }),
  PageUp: (day, far) => day.subtract(far ? { years: 1 } : { months: 1 }),
  PageDown: (day, far) => day.add(far ? { years: 1 } : { months: 1 }),
};
const intoWeek = (day) => (weekday(day) - firstWeekday(day) + 7) % 7;

// today, earliest, latest: days or null. choose(day) is called once, when one is chosen.
export class Picker {
  constructor({ today, earliest, latest, choose }) {
    // The years that the server reads end where nobody's calendar does.
    Object.assign(this, { today, earliest: earliest ?? fromIso('1821-03-21', 'gregory'), latest: latest ?? fromIso('2220-12-31', 'gregory'), choose });
    this.title = element('h2', { id: 'date-title', 'aria-live': 'polite' });
    this.frame = element('div');
    this.dialog = this.draw();
  }

  open(beside, day, calendar) {
    this.chosen = day;
    this.focused = this.within(inCalendar(day ?? this.today, calendar));
    document.body.append(this.dialog);
    this.show(true);
    this.dialog.showModal();
    this.place(beside.getBoundingClientRect());
    this.cell().focus();
  }

  draw() {
    const button = (key, sign, step, look = 'btn-link') => {
      const made = element('button', { type: 'button', class: `btn btn-sm ${look}`, ...(sign && { 'aria-label': say(key), title: say(key) }) }, sign || say(key));
      made.addEventListener('click', step);
      return made;
    };
    const go = (how) => () => this.go(how(this.focused));
    const [back, on] = ['‹', '›']; // mirrored by the browser where the page runs from the right
    this.switch = button('gregory', '', () => this.turn());
    const dialog = element(
      'dialog',
      { class: 'date-picker', 'aria-label': say('choose') },
      element(
        'div',
        { class: 'date-steps' },
        button('previousYear', back + back, go((day) => day.subtract({ years: 1 }))),
        button('previousMonth', back, go((day) => day.subtract({ months: 1 }))),
        this.title,
        button('nextMonth', on, go((day) => day.add({ months: 1 }))),
        button('nextYear', on + on, go((day) => day.add({ years: 1 }))),
      ),
      this.frame,
      element('p', { id: 'date-keys', class: 'visually-hidden' }, say('keys')),
      element(
        'div',
        { class: 'date-ends' },
        button('today', '', () => this.go(this.today, true)),
        this.switch,
        button('close', '', () => dialog.close()),
      ),
    );
    this.frame.addEventListener('keydown', (event) => this.press(event));
    this.frame.addEventListener('click', (event) => this.pick(event.target.closest('[data-day]')));
    dialog.addEventListener('click', (event) => event.target === dialog && dialog.close());
    dialog.addEventListener('close', () => dialog.remove());
    return dialog;
  }

  press(event) {
    if (['Enter', ' '].includes(event.key)) this.pick(event.target.closest('[data-day]'));
    else if (steps[event.key]) this.go(steps[event.key](this.focused, event.shiftKey), true);
    else return;
    event.preventDefault();
  }

  pick(cell) {
    const day = cell && fromIso(cell.dataset.day, this.focused.calendar.identifier);
    if (!day || !this.allowed(day)) return;
    this.dialog.close();
    this.choose(day);
  }

  go(day, follow = false) {
    this.focused = this.within(inCalendar(day, this.focused.calendar.identifier));
    this.show();
    if (follow) this.cell().focus();
  }

  turn() {
    this.focused = inCalendar(this.focused, other(this.focused.calendar.identifier));
    this.show();
  }

  show() {
    const { focused, chosen, today } = this;
    this.title.textContent = monthAndYear(focused);
    this.switch.textContent = say(other(focused.calendar.identifier));
    const allowed = (day) => this.allowed(day);
    this.frame.replaceChildren(drawMonth({ focused, chosen, today, allowed, labelledBy: 'date-title', describedBy: 'date-keys' }));
  }

  cell() {
    return this.frame.querySelector(`[data-day="${iso(this.focused)}"]`);
  }

  allowed(day) {
    return this.within(day).compare(day) === 0;
  }

  within(day) {
    if (this.earliest && day.compare(this.earliest) < 0) return inCalendar(this.earliest, day.calendar.identifier);
    if (this.latest && day.compare(this.latest) > 0) return inCalendar(this.latest, day.calendar.identifier);
    return day;
  }

  // Under the field where there is room, over it where there is more; on a small screen in its middle.
  place(field) {
    const { style, offsetWidth: width, offsetHeight: height } = this.dialog;
    if (innerWidth < 480) return;
    const start = rightToLeft() ? field.right - width : field.left;
    const below = field.bottom + 4;
    style.margin = '0';
    style.right = style.bottom = 'auto';
    style.left = `${Math.max(8, Math.min(start, innerWidth - width - 8))}px`;
    style.top = `${below + height < innerHeight ? below : Math.max(8, field.top - height - 4)}px`;
  }
}
