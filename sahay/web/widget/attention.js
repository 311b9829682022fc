/** The tone, in hertz; short and soft. */
const FREQUENCY = 880;
const SECONDS = 0.15;
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
    navigator.locks?.request('sahay:tone', { ifAvailable: true }, (lock) => {
      if (lock) this.#play();
      return new Promise((over) => setTimeout(over, QUIET));
    });
  }

  #play() {
    const context = (this.#context ??= new AudioContext());
    const note = new OscillatorNode(context, { frequency: FREQUENCY });
    note.connect(new GainNode(context, { gain: VOLUME })).connect(context.destination);
    note.start();
    note.stop(context.currentTime + SECONDS);
  }
}
