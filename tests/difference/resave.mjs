// Reads a diagram as Camunda Modeler does and writes it again: its reader and writer, its namespaces, its own name in it.
// The diagram comes on standard input and goes to standard output.
import { BpmnModdle } from 'bpmn-moddle';
import { createRequire } from 'node:module';
import { text } from 'node:stream/consumers';

const camunda = createRequire(import.meta.url)('camunda-bpmn-moddle/resources/camunda.json');
const modeler = {
  name: 'Modeler',
  uri: 'http://camunda.org/schema/modeler/1.0',
  prefix: 'modeler',
  xml: { tagAlias: 'lowerCase' },
  types: [
    {
      name: 'Definitions',
      isAbstract: true,
      extends: ['bpmn:Definitions'],
      properties: [
        { name: 'executionPlatform', isAttr: true, type: 'String' },
        { name: 'executionPlatformVersion', isAttr: true, type: 'String' },
      ],
    },
  ],
};

const moddle = new BpmnModdle({ camunda, modeler });
const { rootElement, warnings } = await moddle.fromXML(await text(process.stdin));
if (warnings.length) throw new Error(warnings.map((each) => each.message).join('; '));
Object.assign(rootElement, { exporter: 'Camunda Modeler', exporterVersion: '5.40.0' });
rootElement.executionPlatformVersion = '7.24.0';
const { xml } = await moddle.toXML(rootElement, { format: true });
process.stdout.write(xml);
