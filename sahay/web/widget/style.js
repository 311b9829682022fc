import { CONTENT } from './content-style.js';

/**
 * The page sets --sahay-accent and --sahay-on-accent, before that the operator (--set-...: settings.js). --link is the
 * accent where it can be read in the panel. The pairs of text and ground hold 4.5 : 1, in the light...
 */
const LIGHT = /* css */ `
  --accent: var(--sahay-accent, var(--set-accent, #0b6b5d));
  --on-accent: var(--sahay-on-accent, var(--set-on-accent, #fff));
  --link: var(--sahay-accent, var(--set-text, #0b6b5d));
  --ground: #fff;
  --page: #f6f4ee;
  --ink: #1c2523;
  --soft: #586663;
  --line: #dfdbd0;
  --agent: #fdeecb;
  --alert: #a8201a;
  --shadow: #0006;
  color-scheme: light;`;
/** ...and in the dark. */
const DARK = /* css */ `
  --accent: var(--sahay-accent-dark, var(--set-accent-dark, #4cc3b0));
  --on-accent: var(--sahay-on-accent-dark, var(--set-on-accent-dark, #06231f));
  --link: var(--sahay-accent-dark, var(--set-text-dark, #4cc3b0));
  --ground: #1a2523;
  --page: #111a18;
  --ink: #e9f0ee;
  --soft: #a5b5b1;
  --line: #33433f;
  --agent: #3b3117;
  --alert: #ffb3ad;
  color-scheme: dark;`;

const FRAME = /* css */ `
/* Stronger than any rule of the page, and out of its flow: no gap of a grid, nothing that a transform could move. */
:host { all: initial !important; position: fixed !important; z-index: 2147483000 !important; }
:host([hidden]) { display: none !important; }
section { all: initial; ${LIGHT} }
@media (prefers-color-scheme: dark) { :host(:not([theme=light])) section { ${DARK} } }
:host([theme=dark]) section { ${DARK} }

*, ::before { box-sizing: border-box; margin: 0; }
[hidden] { display: none !important; }
section {
  font: 15px/1.5 system-ui, "Noto Sans Devanagari", "Noto Sans Gujarati", "Nirmala UI", sans-serif;
  color: var(--ink);
  overflow-wrap: anywhere;
  -webkit-text-size-adjust: 100%;
}
/* Signs above and below the letters need room. */
:lang(hi), :lang(gu) { line-height: 1.65; }
button, textarea, input { font: inherit; line-height: inherit; color: inherit; border: 0; background: none; padding: 0; }
button { cursor: pointer; }
:focus-visible { outline: 3px solid var(--ink); outline-offset: 2px; }
.icon {
  width: 22px; height: 22px; flex: none; fill: none; stroke: currentColor; stroke-width: 1.8;
  stroke-linecap: round; stroke-linejoin: round;
}
.unseen { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
header, .line, .item, .languages, .launcher, .pill { display: flex; align-items: center; gap: 10px; }
.launcher, .send, .mark, .pill, .languages [aria-pressed=true], .details .reply, .reply:hover {
  background: var(--accent); color: var(--on-accent);
}

.launcher, .panel {
  position: fixed; box-shadow: 0 10px 36px var(--shadow);
  right: calc(var(--aside) + env(safe-area-inset-right));
  bottom: calc(var(--below) + env(safe-area-inset-bottom));
}
.left > .launcher, .left > .panel { right: auto; left: calc(var(--aside) + env(safe-area-inset-left)); }
.launcher { min-height: 56px; padding: 0 22px 0 18px; border-radius: 28px; font-weight: 600; }
.badge {
  position: absolute; top: -6px; right: -4px; min-width: 24px; padding: 0 7px; border-radius: 12px;
  background: var(--alert); color: var(--ground); font-size: 13px; line-height: 24px; text-align: center;
}
.panel {
  left: auto; top: auto; width: 396px;
  height: min(680px, 100dvh - 20px - var(--below)); max-width: none; max-height: none; padding: 0;
  flex-direction: column; border: 1px solid var(--line); border-radius: 18px; overflow: hidden;
  background: var(--page); color: inherit;
}
.panel[open] { display: flex; animation: rise .18s ease-out; }
@keyframes rise { from { opacity: 0; transform: translateY(12px); } }

header, .composer, .question, .menu { background: var(--ground); }
header { position: relative; z-index: 1; padding: 12px 10px 12px 16px; border-bottom: 1px solid var(--line); }
.mark, .round, .send { display: grid; place-items: center; flex: none; width: 44px; height: 44px; border-radius: 50%; }
.mark { border-radius: 14px; font-weight: 600; font-size: 16px; }
[data-owner=agent] .mark { background: var(--agent); color: var(--ink); border-radius: 50%; }
.names { flex: 1; min-width: 0; }
h2 { font-size: 16px; outline: 0 !important; }
.owner::before {
  content: ""; display: inline-block; width: 8px; height: 8px; margin-inline-end: 6px; border-radius: 50%;
  background: var(--accent);
}
[data-owner=queued] .owner::before { background: #d98a00; }
.round:hover, .item:hover { background: var(--page); }
.menu {
  position: absolute; top: calc(100% - 4px); right: 12px; padding: 8px; border: 1px solid var(--line);
  border-radius: 14px; box-shadow: 0 10px 36px var(--shadow);
}
.item { width: 100%; min-height: 44px; padding: 4px 12px; border-radius: 9px; text-align: start; }
.item[aria-pressed=true]::after { content: "✓"; margin-inline-start: auto; }
.menu .languages { margin-top: 8px; padding: 12px 4px 6px; border-top: 1px solid var(--line); }
.languages { gap: 4px; color: var(--soft); font-size: 14px; }
.languages button { min-height: 44px; padding: 0 12px; border-radius: 22px; }

.banner { padding: 9px 16px; font-size: 14px; background: var(--agent); border-bottom: 1px solid var(--line); }
.question { padding: 14px 16px; border-top: 1px solid var(--line); max-height: 60%; overflow: auto; }
.question .reply { margin: 8px 8px 0 0; }
.composer { padding: 10px 12px; border-top: 1px solid var(--line); }
.line { align-items: flex-end; gap: 8px; }
textarea {
  flex: 1; min-width: 0; min-height: 44px; max-height: 132px; padding: 9px 15px; resize: none;
  /* Below 16 px phones zoom into the page. */
  font-size: 16px; border: 1px solid var(--soft); border-radius: 22px;
}
::placeholder { color: var(--soft); opacity: 1; }
.dropping::after {
  content: attr(data-drop); position: absolute; z-index: 1; inset: 8px;
  display: grid; place-items: center; font-weight: 600;
  background: var(--ground); opacity: .94; border: 2px dashed var(--accent); border-radius: 12px; pointer-events: none;
}
textarea:focus-visible { outline: 2px solid var(--accent); outline-offset: -1px; }
.send[aria-disabled=true] { background: none; color: var(--soft); cursor: default; }
.details, .question, textarea { overscroll-behavior: contain; }
.details { flex: 1; overflow: auto; padding: 20px 16px; background: var(--page); }
.details label { display: block; margin-top: 14px; }
.details input, .question input {
  width: 100%; min-height: 44px; margin-top: 8px; padding: 0 14px; font-size: 16px; border: 1px solid var(--soft);
  border-radius: 12px; background: var(--ground);
}
.problem { margin-top: 14px; color: var(--alert); }
.details .reply { margin-top: 14px; }
.counter { padding: 0 4px 6px; }
.counter[role], .failed .meta span { color: var(--alert); }

@media (max-width: 480px), (max-height: 480px) {
  section > .panel {
    inset: 0; width: 100%; height: 100dvh; border: 0; border-radius: 0;
    padding: env(safe-area-inset-top) env(safe-area-inset-right) env(safe-area-inset-bottom) env(safe-area-inset-left);
    background: var(--ground);
  }
  .launcher { padding: 0 17px; }
  .launcher .icon { width: 26px; height: 26px; }
  .launcher span:not(.badge) { display: none; }
}
.compact > .launcher { padding: 0 17px; }
.compact > .launcher span:not(.badge) { display: none; }
@media (prefers-reduced-motion: reduce) { * { animation: none !important; } }
/* There grounds are not painted: what they say, lines say. */
@media (forced-colors: active) {
  .launcher, .mark, .send, .badge, .pill, .banner { border: 1px solid; }
  [aria-pressed=true], .owner::before, .done, i { forced-color-adjust: none; background: Highlight; color: HighlightText; }
}
@media print { section { display: none; } }
`;

const TRANSCRIPT = /* css */ `
.transcript { position: relative; flex: 1; min-height: 0; display: flex; background: var(--page); }
/* Placed, so that it also cuts off what is placed in it: nothing makes the panel itself scroll. */
.scroller { position: relative; flex: 1; overflow: auto; overscroll-behavior: contain; }
.scroller:focus-visible { outline-offset: -3px; }
.content { display: flex; flex-direction: column; min-height: 100%; padding: 16px; }
.intro { display: grid; gap: 8px; justify-items: center; margin-bottom: auto; text-align: center; }
.intro, .system .bubble { color: var(--soft); font-size: 14px; text-wrap: balance; }

.row { display: flex; flex-direction: column; align-items: flex-start; margin-top: 3px; }
.row.first { margin-top: 14px; }
.day { align-self: center; margin: 4px 0 12px; }
.day::first-letter { text-transform: uppercase; }
.owner, .counter, .day, .author { font-size: 13px; color: var(--soft); }
.author { margin: 0 4px 3px; font-weight: 600; }
.bubble, .typing { padding: 9px 14px; border: 1px solid var(--line); border-radius: 17px; background: var(--ground); }
.bubble { max-width: 86%; white-space: pre-wrap; text-wrap: pretty; unicode-bidi: plaintext; }
.last .bubble, .typing { border-end-start-radius: 5px; }
.customer { align-items: flex-end; }
.customer .bubble { background: var(--accent); color: var(--on-accent); border-color: var(--accent); }
.customer.last .bubble { border-radius: 17px 17px 5px 17px; }
.sending .bubble, .waiting .bubble { border: 1px dashed var(--on-accent); }
.failed .bubble { background: var(--ground); color: inherit; border-color: var(--alert); }
.agent .bubble { background: var(--agent); }
.bubble a { color: inherit; font-weight: 600; }
.system { align-items: center; }
.system .bubble { background: none; border: 0; text-align: center; }

.meta {
  display: flex; flex-wrap: wrap; gap: 0 8px; margin: 3px 4px 0; font-size: 12px; line-height: 24px; color: var(--soft);
}
/* A finger needs more room than a line has. */
.meta button { margin: -10px 0; padding: 10px 0; }
.meta button, span + button:not(.round) { color: var(--link); font-weight: 600; text-decoration: underline; }
.replies { display: flex; flex-wrap: wrap; gap: 8px; margin-top: 8px; }
.reply {
  min-height: 44px; padding: 6px 15px; border: 1px solid var(--accent); border-radius: 22px; background: var(--ground);
  color: var(--link); font-weight: 600; font-size: 14px; text-align: start;
}
.reply[aria-disabled=true] {
  border-color: var(--line); background: none; color: var(--soft); font-weight: 400; cursor: default;
}

.typing { display: flex; gap: 5px; width: fit-content; margin-top: 14px; padding: 14px 16px; }
i { width: 7px; height: 7px; border-radius: 50%; background: var(--soft); animation: dot .6s infinite alternate; }
i + i { animation-delay: .2s; }
i + i + i { animation-delay: .4s; }
@keyframes dot { from { opacity: .3; } to { transform: translateY(-3px); } }
.pill {
  position: absolute; bottom: 12px; left: 50%; transform: translateX(-50%);
  min-height: 44px; padding: 0 16px 0 10px; border-radius: 22px; font-size: 14px; font-weight: 600; white-space: nowrap;
}
`;

/** Adopted by the shadow root, which a Content-Security-Policy without 'unsafe-inline' allows. */
export const sheets = [FRAME, TRANSCRIPT, CONTENT].map((css) => {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(css);
  return sheet;
});
