// The date field (web/templates/macros/date.html). app.js brings this where one stands.

import { enhance } from './date/field.js';

const all = () => document.querySelectorAll('[data-date]').forEach(enhance);
all();
document.addEventListener('htmx:afterSettle', all);
