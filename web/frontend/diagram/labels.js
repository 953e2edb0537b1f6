// A label that mixes Persian and Latin is drawn on a left-to-right canvas, line by line. Each line is therefore
// isolated as right-to-left text when it is drawn; what stands in the diagram's XML remains as it is.

import TextRenderer from 'bpmn-js/lib/draw/TextRenderer';

const rightToLeftIsolate = '\u2067';
const popIsolate = '\u2069';
const rightToLeft = /[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]/;

function IsolatingTextRenderer(config) {
  TextRenderer.call(this, config);
  const createText = this.createText;
  this.createText = (text, options) => {
    const drawn = createText(text, options);
    if (rightToLeft.test(text)) drawn.querySelectorAll('tspan').forEach(isolate);
    return drawn;
  };
}

IsolatingTextRenderer.$inject = ['config.textRenderer'];

function isolate(line) {
  line.textContent = rightToLeftIsolate + line.textContent + popIsolate;
}

// A long name reaches under the sign of its task, which the library draws last.
export function bringNamesForward(figure) {
  for (const name of figure.querySelectorAll('.djs-visual > text')) name.parentNode.append(name);
}

// A diagram is named in Persian; what its elements are called in another language stands among their properties (`name_en`), of a
// pool among those of its process.
export function nameIn(language, elements) {
  for (const element of elements) {
    const name = propertyOf(element, `name_${language}`) ?? propertyOf(element.processRef, `name_${language}`);
    if (name) element.name = name;
  }
}

function propertyOf(element, name) {
  const groups = element?.extensionElements?.values ?? [];
  const properties = groups.filter((group) => group.$type === 'camunda:properties').flatMap((group) => group.$children ?? []);
  return properties.find((property) => property.name === name)?.value;
}

export const labelsThatRead = { textRenderer: ['type', IsolatingTextRenderer] };
