/** The console's icons: one path each on a grid of 24, drawn in the colour of the text around them. */

const PATHS = {
  back: "M15 5l-7 7 7 7",
  bot: "M12 3v3M6 8h12a2 2 0 0 1 2 2v7a2 2 0 0 1-2 2H6a2 2 0 0 1-2-2v-7a2 2 0 0 1 2-2zM9 13v1M15 13v1",
  check: "M5 12.5l4.5 4.5L19 7.5",
  claim:
    "M10 12a4 4 0 1 0 0-8 4 4 0 0 0 0 8zM3 20c.6-3.6 3.4-5.5 7-5.5 2 0 3.8.6 5.1 1.7M19 13v7M15.5 16.5h7",
  checks: "M2.5 12.8l4 4 8.5-9M12.5 16.2l.6.6 8.4-9",
  clock: "M12 7v5l3.5 2M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18z",
  close: "M6 6l12 12M18 6L6 18",
  copy: "M9 9h10v11H9zM15 9V4H5v11h4",
  down: "M12 5v13M6 12.5l6 6 6-6",
  help: "M9 9.2a3 3 0 1 1 4.3 2.7c-.9.5-1.3 1-1.3 2.1M12 17.5v.1M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18z",
  panel: "M4 5h16v14H4zM14.5 5v14",
  send: "M4 12l16-8-5.5 16-3-6.5z",
  ticket: "M4 7h16v3.5a1.5 1.5 0 0 0 0 3V17H4v-3.5a1.5 1.5 0 0 0 0-3zM14 7v10",
  warn: "M12 4l9 16H3zM12 10v4.5M12 17.3v.1",
  again: "M20 5v5h-5M19.5 10A8 8 0 1 0 20 14",
  block: "M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18zM5.8 5.8l12.4 12.4",
  clip: "M20 11.5l-8 8a5 5 0 0 1-7-7l8.5-8.5a3.3 3.3 0 0 1 4.7 4.7L9.8 17a1.6 1.6 0 0 1-2.3-2.3l7.3-7.2",
  download: "M12 4v11M7 10.5l5 5 5-5M5 20h14",
  edit: "M4 20l1-4L16 5l3 3L8 19zM14 7l3 3",
  eye:
    "M2.5 12S6 5.5 12 5.5 21.5 12 21.5 12 18 18.5 12 18.5 2.5 12 2.5 12zM12 9a3 3 0 1 0 0 6 3 3 0 0 0 0-6z",
  file: "M6 3h8l4 4v14H6zM14 3v4h4",
  flag: "M6 21V4M6 4h11l-2 4 2 4H6",
  give: "M4 12h12M9 7l-5 5 5 5M20 5v14",
  idea: "M9 18h6M10 21h4M12 3a6 6 0 0 1 3.5 10.9c-.6.5-.9 1-.9 1.6h-5.2c0-.6-.3-1.1-.9-1.6A6 6 0 0 1 12 3z",
  mail: "M3.5 6h17v12h-17zM4 7l8 6.5L20 7",
  merge: "M7 4v3a5 5 0 0 0 5 5 5 5 0 0 0 5-5V4M12 12v8M8.5 16.5L12 20l3.5-3.5",
  more: "M6 12a.8.8 0 1 1-1.6 0 .8.8 0 0 1 1.6 0zM12.8 12a.8.8 0 1 1-1.6 0 .8.8 0 0 1 1.6 0zM19.6 12a.8.8 0 1 1-1.6 0 .8.8 0 0 1 1.6 0z",
  note: "M6 10V8a6 6 0 0 1 12 0v2M5 10h14v10H5zM12 14v2.5",
  phone: "M6 3.5h3.5l1.5 4.5-2 1.5a11 11 0 0 0 5 5l1.5-2 4.5 1.5V18a2.5 2.5 0 0 1-2.5 2.5A15.5 15.5 0 0 1 3.5 6 2.5 2.5 0 0 1 6 3.5z",
  plug: "M9 3v5M15 3v5M7 8h10v3a5 5 0 0 1-10 0zM12 16v5",
  plus: "M12 5v14M5 12h14",
  reply: "M9 7l-5 5 5 5M4 12h10a6 6 0 0 1 6 6",
  slash: "M4 5h16v14H4zM13.5 9l-3 6",
  smile: "M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18zM8.5 14a4 4 0 0 0 7 0M9 9.5v.1M15 9.5v.1",
  snooze: "M20 14.5A8.5 8.5 0 1 1 9.5 4a6.8 6.8 0 0 0 10.5 10.5z",
  spam: "M8.5 3.5h7l5 5v7l-5 5h-7l-5-5v-7zM12 8v5M12 16v.1",
  star: "M12 3.5l2.6 5.4 5.9.8-4.3 4.1 1 5.9-5.2-2.8-5.2 2.8 1-5.9-4.3-4.1 5.9-.8z",
  tag: "M4 4h7.5l8.5 8.5-7.5 7.5L4 11.5zM8 8v.1",
  team:
    "M9 11.5a3.5 3.5 0 1 0 0-7 3.5 3.5 0 0 0 0 7zM2.5 19.5c.5-3.4 3-5.2 6.5-5.2s6 1.8 6.5 5.2M15.5 4.8a3.5 3.5 0 0 1 0 6.4M17.5 14.6c2.3.6 3.7 2.3 4 4.9",
  transfer: "M4 8h14M14 4l4 4-4 4M20 16H6M10 12l-4 4 4 4",
  trash: "M4 7h16M9 7V4h6v3M6 7l1 13h10l1-13M10 11v5M14 11v5",
  undo: "M8 5L4 9l4 4M4 9h10a5.5 5.5 0 0 1 0 11h-4",
  user: "M12 12a4 4 0 1 0 0-8 4 4 0 0 0 0 8zM4.5 20c.7-3.7 3.6-5.6 7.5-5.6s6.8 1.9 7.5 5.6",
  wake: "M12 7v5l3 2M5 4L2.5 6.5M19 4l2.5 2.5M12 4.5a8 8 0 1 0 0 16 8 8 0 0 0 0-16z",
  chat: "M4 5h16v11H9.5L5 19.5V16H4z",
  filter: "M4 5h16l-6.2 7.4V19l-3.6-2v-4.6z",
  late: "M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18zM12 7.5V13M12 16.3v.1",
  pause: "M8.5 5.5v13M15.5 5.5v13",
  pick: "M4 4h16v16H4zM8 12.2l2.8 2.8L16.2 9.5",
  search: "M10.5 4a6.5 6.5 0 1 0 0 13 6.5 6.5 0 0 0 0-13zM15.3 15.3L20 20",
  up: "M12 19V6M6 11.5l6-6 6 6",
  urgent: "M6 12l6-6 6 6M6 18.5l6-6 6 6",
  chart: "M4 4v16h16M8.5 16v-4M13 16V8M17.5 16v-6",
  wall: "M3.5 5h17v11.5h-17zM8.5 20h7M12 16.5V20",
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
