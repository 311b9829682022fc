/** Elements that change with time: ticked together once a second, and only while they are on screen. */

import { Part } from "/desk/element.js";

const SECOND = 1000;

/** @type {Set<Ticking>} */
const onScreen = new Set();

const observer = new IntersectionObserver((entries) => {
  for (const { target, isIntersecting } of entries) {
    const element = /** @type {Ticking} */ (target);
    if (isIntersecting) onScreen.add(element);
    else onScreen.delete(element);
    if (isIntersecting) element.tick();
  }
});

export class Ticking extends Part {
  begin() {
    observer.observe(this);
    this.tick();
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    observer.unobserve(this);
    onScreen.delete(this);
  }

  attributeChangedCallback() {
    this.tick();
  }

  /** Shows what is true now. */
  tick() {}
}

function tickAll() {
  if (!document.hidden) onScreen.forEach((element) => element.tick());
}

setInterval(tickAll, SECOND);
document.addEventListener("visibilitychange", tickAll);
