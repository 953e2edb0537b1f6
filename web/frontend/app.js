// What every page gets. Without it every page still works: htmx and the rest only spare the person time.

import htmx from 'htmx.org';
import { hideWhatIsNotNeeded } from './behaviours/conditions.js';
import { keepFocusInSight } from './behaviours/focus.js';
import { printOnDemand } from './behaviours/print.js';
import { sendOnce } from './behaviours/once.js';
import { warnOfUnsaved } from './behaviours/unsaved.js';

// The page's policy forbids inline styles and evaluated text; htmx must neither write the one nor try the other.
Object.assign(htmx.config, { includeIndicatorStyles: false, allowEval: false, selfRequestsOnly: true });

hideWhatIsNotNeeded();
keepFocusInSight();
printOnDemand();
sendOnce();
warnOfUnsaved();
