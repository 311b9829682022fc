/** What a message may hold beside its text: cards, files, stars; and what is to go with the next one. */
export const CONTENT = /* css */ `
/* Some syllables are wider than any screen, and nowhere broken. */
.content { overflow-x: clip; }
.author, .replies, .reply { max-width: 100%; }

.card, .file, .picture {
  margin-top: 6px; border: 1px solid var(--line); border-radius: 14px; background: var(--ground);
}
.card { display: grid; grid-template-columns: minmax(0, 1fr); gap: 10px; width: 300px; max-width: 100%; padding: 14px; }
.top, .file, .steps { display: flex; gap: 10px; align-items: center; }
.top img { flex: none; border-radius: 9px; background: var(--page); }
.state { color: var(--link); font-weight: 600; }
.steps { gap: 4px; }
.steps span { flex: 1; height: 6px; border-radius: 3px; background: var(--line); forced-color-adjust: none; }
.steps .done { background: var(--accent); }
ul { padding: 0; list-style: none; }
dl { display: grid; grid-template-columns: auto 1fr; }
dt, small { color: var(--soft); }
dd { font-weight: 600; text-align: end; }
.card .replies { margin: 0; }
.card > .reply { border-radius: 12px; }
/* The name is underlined as a link, and not what it is. */
small { display: inline-block; width: 100%; font-size: 13px; font-weight: 400; }
.reply .icon { width: 18px; margin-inline-end: 6px; vertical-align: middle; }
/* The second says that it did not help. */
.reply ~ .reply .icon { transform: scaleY(-1); }
.content > .reply { align-self: center; }

.picture { width: 220px; height: 160px; overflow: hidden; }
.picture img { width: 100%; height: 100%; object-fit: cover; }
.file { max-width: 86%; padding: 8px 12px; color: inherit; }
.file span { flex: 1; min-width: 0; }
.tray .file { max-width: none; margin: 0 0 8px; padding: 2px 4px 2px 12px; }
.tray small { color: var(--alert); }
.file button { min-height: 44px; }
progress { width: 72px; accent-color: var(--accent); }

.star { width: 44px; height: 44px; font-size: 30px; line-height: 1; color: var(--link); }
.star::before { content: "☆"; }
.star:is(:hover, :focus, [aria-checked=true])::before, .star:has(~ :is(:hover, :focus, [aria-checked=true]))::before {
  content: "★";
}
`;
