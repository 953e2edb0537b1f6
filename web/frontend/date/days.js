// Days in both calendars: reading what was typed, as the server does (engine/form/digits.py), and writing it again.
// A day is a CalendarDate of `@internationalized/date`; which calendar it is in is `day.calendar`.

import { CalendarDate, GregorianCalendar, PersianCalendar, toCalendar } from '@internationalized/date';

export const calendars = { persian: new PersianCalendar(), gregory: new GregorianCalendar() };

// The years by which the calendars are told apart: those of the server.
const years = { persian: [1200, 1599], gregory: [1821, 2220] };
const shape = /^(\d{4})([-/.])(\d{1,2})\2(\d{1,2})$/;

export const latin = (text) =>
  text.replace(/[۰-۹٠-٩]/g, (digit) => String(digit.charCodeAt(0) & 15)).replace(/[\u200c-\u200f\u202a-\u202e\u2066-\u2069\s]/g, '');

export const persianDigits = (text) => String(text).replace(/\d/g, (digit) => '۰۱۲۳۴۵۶۷۸۹'[digit]);

// Returns the day; null for what has not (yet) the shape of one, undefined for a day that no calendar has.
export function readDay(text) {
  const found = shape.exec(latin(text));
  if (!found) return null;
  const [year, month, day] = [found[1], found[3], found[4]].map(Number);
  const name = Object.keys(years).find((each) => years[each][0] <= year && year <= years[each][1]);
  if (!name) return undefined;
  const read = new CalendarDate(calendars[name], year, month, day);
  // It is brought into its month where it lies beyond it.
  return read.month === month && read.day === day ? read : undefined;
}

export const inCalendar = (day, name) => toCalendar(day, calendars[name]);
export const other = (name) => (name === 'persian' ? 'gregory' : 'persian');

// As it is typed: «۱۴۰۵/۰۹/۰۶» or 2026-11-27, in the digits of the page; between Persian digits a hyphen would turn them round.
export function writeDay(day, language) {
  const sign = language === 'en' && day.calendar.identifier === 'gregory' ? '-' : '/';
  const text = [String(day.year).padStart(4, '0'), ...[day.month, day.day].map((part) => String(part).padStart(2, '0'))].join(sign);
  return language === 'fa' ? persianDigits(text) : text;
}

export const iso = (day) => inCalendar(day, 'gregory').toString();
export const fromIso = (text, name) => inCalendar(readDay(text), name);

// Monday is 0, as in Python.
export const weekday = (day) => day.calendar.toJulianDay(day) % 7;

// The days of a month in weeks, the first of which begins on `first` (a weekday); null where a week reaches beyond the month.
export function weeksOf(day, first) {
  const length = day.calendar.getDaysInMonth(day);
  const before = (weekday(day.set({ day: 1 })) - first + 7) % 7;
  const cells = [...Array(before).fill(null), ...Array.from({ length }, (_, index) => day.set({ day: index + 1 }))];
  while (cells.length % 7) cells.push(null);
  return Array.from({ length: cells.length / 7 }, (_, index) => cells.slice(index * 7, index * 7 + 7));
}
