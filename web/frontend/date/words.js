// What the date field says, in the language of the page, and the names of days and months as the browser knows them.

import { iso, persianDigits } from './days.js';

const sentences = {
  fa: {
    choose: 'انتخاب تاریخ',
    chosen: 'انتخاب تاریخ؛ اکنون {day}',
    previousYear: 'سال پیش',
    previousMonth: 'ماه پیش',
    nextMonth: 'ماه بعد',
    nextYear: 'سال بعد',
    persian: 'تقویم شمسی',
    gregory: 'تقویم میلادی',
    today: 'امروز',
    close: 'بستن',
    equals: 'برابر با {day}',
    none: 'چنین روزی در تقویم نیست؛ ماه و روز را بررسی کنید.',
    early: 'زودتر از {day} پذیرفته نمی‌شود؛ روز دیرتری انتخاب کنید.',
    late: 'دیرتر از {day} پذیرفته نمی‌شود؛ روز زودتری انتخاب کنید.',
    keys: 'با کلیدهای جهت‌نما روز، با Page Up و Page Down ماه و همراه با Shift سال عوض می‌شود.',
  },
  en: {
    choose: 'Choose a date',
    chosen: 'Choose a date; now {day}',
    previousYear: 'Previous year',
    previousMonth: 'Previous month',
    nextMonth: 'Next month',
    nextYear: 'Next year',
    persian: 'Jalali calendar',
    gregory: 'Gregorian calendar',
    today: 'Today',
    close: 'Close',
    equals: 'That is {day}',
    none: 'The calendar has no such day: check the month and the day.',
    early: 'No day before {day} is accepted: choose a later one.',
    late: 'No day after {day} is accepted: choose an earlier one.',
    keys: 'The arrow keys change the day, Page Up and Page Down the month, with Shift the year.',
  },
};

export const language = () => (document.documentElement.lang === 'fa' ? 'fa' : 'en');
export const say = (key, day) => sentences[language()][key].replace('{day}', day ? named(day) : '');

// Built once each: making one costs more than using it a hundred times.
const formats = {};
function part(day, calendar, options) {
  const key = `${calendar} ${JSON.stringify(options)}`;
  formats[key] ??= new Intl.DateTimeFormat(`${language()}-u-ca-${calendar}`, { timeZone: 'UTC', ...options });
  const name = Object.keys(options)[0];
  return formats[key].formatToParts(new Date(iso(day))).find(({ type }) => type === name).value;
}

export const monthName = (day) => part(day, day.calendar.identifier, { month: 'long' });
export const weekdayName = (day, width = 'long') => part(day, 'gregory', { weekday: width });
export const number = (value) => (language() === 'fa' ? persianDigits(value) : String(value));
export const monthAndYear = (day) => `${monthName(day)} ${number(day.year)}`;

// «جمعه ۶ آذر ۱۴۰۵»: the browser's own full date has its parts in the wrong order.
export const named = (day) => `${weekdayName(day)} ${number(day.day)} ${monthAndYear(day)}`;
