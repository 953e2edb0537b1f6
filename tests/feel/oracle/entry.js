// What the oracle test calls: FEEL by @bpmn-io/feelin, its values as tagged JSON.
import { evaluate, unaryTest } from "@bpmn-io/feelin";

const pad = (text) => text.replace(/\.000(?=$|[+Z-])/, "");

function moment(value) {
  const zone = value.zone.type === "system" ? "" : value.toISO().slice(-6).replace(/^.*Z$/, "Z");
  const clock = pad(value.toISOTime({ includeOffset: false })) + zone;
  if (value.year === 1900 && value.month === 1 && value.day === 1) return { time: clock };
  if (zone === "Z" && value.toMillis() % 86400000 === 0) return { date: value.toISODate() };
  return { moment: value.toISODate() + "T" + clock };
}

function span(value) {
  const parts = value.shiftTo("months", "seconds").toObject();
  return parts.months && !parts.seconds ? { months: parts.months } : { seconds: value.shiftTo("seconds").seconds };
}

function tagged(value) {
  if (value === undefined || value === null) return null;
  if (typeof value === "number") return Number.isFinite(value) ? value : { number: String(value) };
  if (typeof value !== "object") return typeof value === "function" ? { function: true } : value;
  if (value.isLuxonDateTime) return moment(value);
  if (value.isLuxonDuration) return span(value);
  if (Array.isArray(value)) return value.map(tagged);
  if ("start included" in value) return { range: true };
  return Object.fromEntries(Object.entries(value).map(([key, entry]) => [key, tagged(entry)]));
}

function answer(work) {
  try {
    return JSON.stringify({ value: tagged(work().value) });
  } catch (error) {
    return JSON.stringify({ error: String(error.message) });
  }
}

globalThis.feel = (text, variables) => answer(() => evaluate(text, JSON.parse(variables)));
globalThis.feelTest = (text, value, variables) =>
  answer(() => unaryTest(text, { ...JSON.parse(variables), "?": JSON.parse(value) }));
