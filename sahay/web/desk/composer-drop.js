/** Files that are pasted into the reply box, or dropped on the conversation. */

/**
 * @param {HTMLElement} place  where they may be dropped; has the attribute `data-drop` while they hover
 * @param {(files: FileList) => void} take
 * @param {AbortSignal} signal
 */
export function takesDrops(place, take, signal) {
  let depth = 0; // the events of children bubble
  const hover = (/** @type {number} */ change) => {
    depth = Math.max(0, depth + change);
    place.toggleAttribute("data-drop", depth > 0);
  };
  /** @type {Record<string, (event: DragEvent) => void>} */
  const handlers = {
    dragenter: () => hover(1),
    dragleave: () => hover(-1),
    dragover: () => undefined,
    drop: (event) => {
      hover(-depth);
      if (event.dataTransfer) take(event.dataTransfer.files);
    },
  };
  for (const [type, handle] of Object.entries(handlers)) {
    place.addEventListener(
      type,
      (event) => {
        const drag = /** @type {DragEvent} */ (event);
        if (!drag.dataTransfer?.types.includes("Files")) return;
        drag.preventDefault();
        handle(drag);
      },
      { signal },
    );
  }
}

/**
 * @param {ClipboardEvent} event
 * @param {(files: FileList) => void} take
 */
export function takesPaste(event, take) {
  const files = event.clipboardData?.files;
  if (!files?.length) return;
  event.preventDefault(); // a copied picture brings its address as text too
  take(files);
}
