// A viewer in a figure, and what it needs to draw: the text of a diagram, and the font its labels are measured in.

import NavigatedViewer from 'bpmn-js/lib/NavigatedViewer';
import { bringNamesForward, labelsThatRead, nameIn } from './labels.js';

const font = 'Vazirmatn';

export function viewerIn(figure) {
  return new NavigatedViewer({
    container: figure.querySelector('.diagram-canvas'),
    additionalModules: [labelsThatRead],
    textRenderer: { defaultStyle: { fontFamily: `${font}, sans-serif` } },
  });
}

export async function drawIn(figure, viewer, xml) {
  await fontIsThere(xml);
  const { rootElement, elementsById } = await viewer.get('moddle').fromXML(xml);
  nameIn(document.documentElement.lang, Object.values(elementsById));
  await viewer.importDefinitions(rootElement);
  bringNamesForward(figure);
}

export async function textOf(url) {
  const answer = await fetch(url, { credentials: 'same-origin' });
  if (!answer.ok) throw new Error(`Expected an answer from ${url}, but the server answered ${answer.status}.`);
  return answer.text();
}

// Labels are measured when they are drawn; measured in another font they would break their lines elsewhere. Which of the font's
// files are fetched depends on the letters.
async function fontIsThere(letters) {
  await document.fonts.load(`1em ${font}`, letters).catch(() => []);
}

export function sayFailed(figure, fault) {
  console.error(fault);
  figure.querySelector('.diagram-failed').hidden = false;
}
