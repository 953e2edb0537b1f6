// Goes through a case step by step, on its diagrams and in words. Without it every step is a page of its own, which its
// links open; all that is shown was made by the server, from records that it has just run again. What is marked at each step comes
// with the page (`data-marks`), the words of the others when somebody reaches for them (frames.json).

import { sayFailed, textOf } from './diagram/viewer.js';
import { onKeys } from './stepping/keys.js';
import { Picture } from './stepping/picture.js';
import { Player } from './stepping/player.js';

const digits = '۰۱۲۳۴۵۶۷۸۹';
const written = (number) =>
  document.documentElement.lang === 'fa' ? String(number).replace(/\d/g, (digit) => digits[digit]) : String(number);

class Stepping {
  constructor(root) {
    const { diagrams, frames } = JSON.parse(root.dataset.marks);
    this.root = root;
    this.frames = frames;
    this.place = Number(root.dataset.place);
    this.picture = new Picture(root.querySelector('[data-stepping-diagram]'), diagrams, frames);
    this.slider = root.querySelector('input[type=range]');
    this.player = new Player(root.querySelector('[data-play]'), () => this.playOn());
  }

  start() {
    const bar = this.root.querySelector('.stepping-bar');
    for (const reach of ['pointerenter', 'focusin']) bar.addEventListener(reach, () => this.words().catch(() => {}), { once: true });
    this.slider.parentElement.hidden = false;
    this.slider.addEventListener('input', () => this.goTo(Number(this.slider.value)));
    for (const way of this.root.querySelectorAll('[data-way]')) {
      way.addEventListener('click', (event) => {
        event.preventDefault();
        this.go(way.dataset.way);
      });
    }
    for (const button of this.root.querySelectorAll('[data-process]')) {
      button.disabled = false;
      button.addEventListener('click', () => this.look(button.dataset.process));
    }
    onKeys(this.slider, (where) => (where === 'play' ? this.player.turn() : this.go(where)));
    return this.look(this.frame.process);
  }

  get frame() {
    return this.frames[this.place - 1];
  }

  go(where) {
    this.player.pause();
    const places = { first: 1, back: this.place - 1, next: this.place + 1, last: this.frames.length };
    return this.goTo(places[where]);
  }

  playOn() {
    this.goTo(this.place + 1);
    return this.place < this.frames.length;
  }

  goTo(place) {
    if (place < 1 || place > this.frames.length || place === this.place) return;
    this.place = place;
    const address = new URL(location.href);
    address.searchParams.set('step', place);
    history.replaceState(history.state, '', address);
    this.stand();
    this.say().catch(() => location.reload()); // the page of the step has its words
    this.look(this.frame.process).catch((fault) => sayFailed(this.picture.figure, fault));
  }

  words() {
    this.told ??= textOf(this.root.dataset.framesUrl).then((text) => JSON.parse(text).frames);
    return this.told;
  }

  async say() {
    const { words, said } = (await this.words())[this.place - 1];
    this.root.querySelector('[data-words]').innerHTML = words;
    this.slider.setAttribute('aria-valuetext', said);
  }

  stand() {
    this.root.querySelector('[data-place-shown]').textContent = written(this.place);
    this.slider.value = this.place;
    this.bend('first', 1, this.place > 1);
    this.bend('back', this.place - 1, this.place > 1);
    this.bend('next', this.place + 1, this.place < this.frames.length);
    this.bend('last', this.frames.length, this.place < this.frames.length);
  }

  // A way that leads nowhere keeps its place and the focus, but is no link any more.
  bend(name, place, there) {
    const way = this.root.querySelector(`[data-way=${name}]`);
    way.setAttribute('aria-disabled', String(!there));
    const address = new URL(location.href);
    address.searchParams.set('step', place);
    if (there || document.activeElement === way) way.href = address.pathname + address.search;
    else way.removeAttribute('href');
  }

  look(process) {
    for (const button of this.root.querySelectorAll('[data-process]')) {
      if (button.dataset.process === process) button.setAttribute('aria-current', 'true');
      else button.removeAttribute('aria-current');
    }
    return this.picture.show(process, this.place);
  }
}

for (const root of document.querySelectorAll('[data-stepping]')) {
  new Stepping(root)
    .start()
    .then(() => {
      root.dataset.ready = 'true';
    })
    .catch((fault) => sayFailed(root, fault));
}
