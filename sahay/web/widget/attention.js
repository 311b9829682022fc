/** The notes of the tone, in hertz, and how long each sounds, in seconds. */
const NOTES = [660, 880];
const NOTE = 0.14;
const VOLUME = 0.1;
/** For so long no other tab plays the same tone, in milliseconds. */
const QUIET = 1_000;

/** Calls the customer's attention from elsewhere: by a number in the page's title, and by a tone. */
export class Attention {
  #mark = '';
  /** @type {AudioContext | undefined} */
  #context;

  /** @param {number} unread 0 gives the page its own title back, whatever that has become meanwhile */
  count(unread) {
    const { title } = document;
    const own = title.startsWith(this.#mark) ? title.slice(this.#mark.length) : title;
    this.#mark = unread ? `(${unread}) ` : '';
    if (title !== this.#mark + own) document.title = this.#mark + own;
  }

  /** In one tab only, and only once the customer has touched the page: before that browsers do not let it sound. */
  tone() {
    if (!navigator.userActivation?.hasBeenActive) return;
    if (!navigator.locks) this.#play();
    else navigator.locks.request('sahay:tone', { ifAvailable: true }, (lock) => lock && this.#playAlone());
  }

  #playAlone() {
    this.#play();
    return new Promise((over) => setTimeout(over, QUIET));
  }

  #play() {
    const context = (this.#context ??= new AudioContext());
    context.resume();
    NOTES.forEach((frequency, number) => {
      const start = context.currentTime + number * NOTE;
      const loudness = new GainNode(context, { gain: VOLUME });
      // Fading, as a note that stops at once clicks.
      loudness.gain.setTargetAtTime(0, start + NOTE / 2, NOTE / 4);
      const note = new OscillatorNode(context, { frequency });
      note.connect(loudness).connect(context.destination);
      note.start(start);
      note.stop(start + 2 * NOTE);
    });
  }
}
