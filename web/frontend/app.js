// What every page gets. Without it every page still works: htmx and the rest only spare the person time.

import htmx from 'htmx.org';
import { bringDatePicker } from './behaviours/dates.js';
import { chooseFilesInWords } from './behaviours/files.js';
import { closeWhatWasOpened } from './behaviours/menus.js';
import { fetchOnDemand } from './behaviours/on_demand.js';
import { hideWhatIsNotNeeded } from './behaviours/conditions.js';
import { keepFocusInSight } from './behaviours/focus.js';
import { listenToKeys } from './behaviours/keys.js';
import { printOnDemand } from './behaviours/print.js';
import { sendOnce } from './behaviours/once.js';
import { tellOfFailures } from './behaviours/failures.js';
import { tellOfLists } from './behaviours/lists.js';
import { warnOfUnsaved } from './behaviours/unsaved.js';

// The page's policy forbids inline styles and evaluated text; htmx must neither write the one nor try the other.
// Pages bear names: none is kept in the browser's storage, and Back asks the server again.
Object.assign(htmx.config, {
  includeIndicatorStyles: false,
  allowEval: false,
  selfRequestsOnly: true,
  historyCacheSize: 0,
  refreshOnHistoryMiss: true,
  timeout: 20_000,
});
document.documentElement.dataset.alive = '';

bringDatePicker();
chooseFilesInWords();
closeWhatWasOpened();
fetchOnDemand();
hideWhatIsNotNeeded();
keepFocusInSight();
listenToKeys();
printOnDemand();
sendOnce();
tellOfFailures();
tellOfLists();
warnOfUnsaved();
