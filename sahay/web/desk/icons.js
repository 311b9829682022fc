/** The console's icons: one path each on a grid of 24, drawn in the colour of the text around them. */

const PATHS = {
  back: "M15 5l-7 7 7 7",
  bot: "M12 3v3M6 8h12a2 2 0 0 1 2 2v7a2 2 0 0 1-2 2H6a2 2 0 0 1-2-2v-7a2 2 0 0 1 2-2zM9 13v1M15 13v1",
  check: "M5 12.5l4.5 4.5L19 7.5",
  claim:
    "M10 12a4 4 0 1 0 0-8 4 4 0 0 0 0 8zM3 20c.6-3.6 3.4-5.5 7-5.5 2 0 3.8.6 5.1 1.7M19 13v7M15.5 16.5h7",
  clock: "M12 7v5l3.5 2M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18z",
  close: "M6 6l12 12M18 6L6 18",
  copy: "M9 9h10v11H9zM15 9V4H5v11h4",
  down: "M12 5v13M6 12.5l6 6 6-6",
  help: "M9 9.2a3 3 0 1 1 4.3 2.7c-.9.5-1.3 1-1.3 2.1M12 17.5v.1M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18z",
  panel: "M4 5h16v14H4zM14.5 5v14",
  send: "M4 12l16-8-5.5 16-3-6.5z",
  ticket: "M4 7h16v3.5a1.5 1.5 0 0 0 0 3V17H4v-3.5a1.5 1.5 0 0 0 0-3zM14 7v10",
  warn: "M12 4l9 16H3zM12 10v4.5M12 17.3v.1",
};

/**
 * @param {keyof typeof PATHS} name
 * @returns {SVGSVGElement} hidden from assistive technology: a label stands beside it
 */
export function icon(name) {
  const namespace = "http://www.w3.org/2000/svg";
  const svg = document.createElementNS(namespace, "svg");
  svg.setAttribute("viewBox", "0 0 24 24");
  svg.setAttribute("class", "icon");
  svg.setAttribute("aria-hidden", "true");
  const path = document.createElementNS(namespace, "path");
  path.setAttribute("d", PATHS[name]);
  svg.append(path);
  return svg;
}
