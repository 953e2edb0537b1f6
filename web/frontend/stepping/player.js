// Plays the steps one after the other, until the last or until somebody pauses. Who wants less motion is not offered it.

const pace = 1600;

export class Player {
  constructor(button, playOn) {
    this.button = button;
    this.playOn = playOn;
    this.timer = null;
    this.labels = { play: button.textContent, pause: button.dataset.pauseLabel };
    button.hidden = matchMedia('(prefers-reduced-motion: reduce)').matches;
    button.addEventListener('click', () => this.turn());
  }

  turn() {
    if (this.timer) this.pause();
    else if (!this.button.hidden) this.play();
  }

  play() {
    const tick = () => {
      if (!this.playOn()) this.pause();
    };
    this.timer = setInterval(tick, pace);
    this.button.textContent = this.labels.pause;
    tick();
  }

  pause() {
    clearInterval(this.timer);
    this.timer = null;
    this.button.textContent = this.labels.play;
  }
}
