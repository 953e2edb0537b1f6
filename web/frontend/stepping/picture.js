// The diagram of a step: which of the case's diagrams is drawn, and what is marked on it.

import { mark, unmark } from '../diagram/marks.js';
import { drawIn, textOf, viewerIn } from '../diagram/viewer.js';
import { bringIntoSight, showWhole, zoomWith } from '../diagram/zoom.js';

export class Picture {
  constructor(figure, urls, frames) {
    this.figure = figure;
    this.urls = urls;
    this.frames = frames;
    this.texts = new Map();
    this.drawn = null;
    this.asked = Promise.resolve();
  }

  // One after the other: a step that is asked for while another diagram is being drawn waits for it.
  show(process, place) {
    this.asked = this.asked.catch(() => {}).then(() => this.draw(process, place));
    return this.asked;
  }

  async draw(process, place) {
    if (!this.viewer) {
      this.viewer = viewerIn(this.figure);
      zoomWith(this.figure, this.viewer);
    }
    const marks = this.marksOf(process, place);
    if (this.drawn !== process) {
      await drawIn(this.figure, this.viewer, await this.text(process));
      showWhole(this.viewer, marks.current);
      this.drawn = process;
    } else unmark(this.viewer);
    mark(this.viewer, marks);
    bringIntoSight(this.viewer, [...marks.current, ...marks.step]);
    this.figure.dataset.shown = `${process} ${place}`;
  }

  text(process) {
    if (!this.texts.has(process)) this.texts.set(process, textOf(this.urls[process]));
    return this.texts.get(process);
  }

  marksOf(process, place) {
    const before = this.frames.slice(0, place);
    const all = (name) => [...new Set(before.flatMap((frame) => frame[name][process] ?? []))];
    const { entered, flows, tokens } = this.frames[place - 1];
    const current = tokens[process] ?? [];
    const step = [...(entered[process] ?? []), ...(flows[process] ?? [])].filter((id) => !current.includes(id));
    return { passed: all('entered').filter((id) => !current.includes(id)), flows: all('flows'), current, step };
  }
}
