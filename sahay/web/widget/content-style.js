/** What a message may hold beside its text: cards, files, stars; and what is to go with the next one. */
export const CONTENT = /* css */ `
.card, .file, .picture { border: 1px solid var(--line); border-radius: 14px; background: var(--ground); }
.card { display: grid; gap: 10px; width: 300px; max-width: 100%; margin-top: 6px; padding: 14px; }
.card b { unicode-bidi: isolate; }
.card .top { display: flex; gap: 12px; align-items: center; }
.card .top div { min-width: 0; }
.card img { flex: none; border-radius: 10px; object-fit: cover; background: var(--page); }
.state { color: var(--link); font-weight: 600; font-size: 14px; }
.steps { display: flex; gap: 4px; }
.steps span { flex: 1; height: 6px; border-radius: 3px; background: var(--line); }
.steps .done { background: var(--accent); }
.card ul, .tray { padding: 0; list-style: none; font-size: 14px; }
dl { display: grid; grid-template-columns: auto 1fr; gap: 2px 12px; font-size: 14px; }
dl:empty { display: none; }
dt { color: var(--soft); }
dd { font-weight: 600; text-align: end; }
.card .replies { margin: 0; }
.card > .reply { border-radius: 12px; }
small { display: block; font-size: 13px; font-weight: 400; color: var(--soft); }
.reply .icon { width: 18px; height: 18px; margin-inline-end: 6px; vertical-align: -4px; }
.down { transform: scaleY(-1); }
.reply.small { min-height: 32px; padding: 2px 12px; font-weight: 400; }
.content > .reply { align-self: center; margin-bottom: 8px; }

.picture { display: block; width: 220px; height: 160px; max-width: 86%; margin-top: 6px; overflow: hidden; }
.picture img { display: block; width: 100%; height: 100%; object-fit: cover; }
.file {
  display: flex; align-items: center; gap: 10px; max-width: 86%; margin-top: 6px; padding: 8px 12px; color: inherit;
  text-decoration: none; font-size: 14px;
}
.file span { flex: 1; min-width: 0; }
.file bdi { text-decoration: underline; }
.tray .file { max-width: none; margin: 0 0 8px; padding: 2px 4px 2px 12px; }
.tray bdi { text-decoration: none; }
.trouble { border-color: var(--alert); }
.trouble small { color: var(--alert); }
progress { width: 72px; accent-color: var(--accent); }
.counter:empty { display: none; }
.line .round { height: 44px; }
.dropping .transcript { outline: 3px dashed var(--accent); outline-offset: -8px; }

.stars { display: flex; margin-top: 6px; }
.star { width: 44px; height: 44px; font-size: 30px; line-height: 1; color: var(--accent); }
.stars:not(:hover, :focus-within) .star:not([aria-checked=true], :has(~ [aria-checked=true])),
.star:hover ~ .star, .stars:not(:hover) .star:focus ~ .star { color: var(--line); }
.star[aria-disabled=true] { cursor: default; }
@media (forced-colors: active) { .steps .done { background: CanvasText; } .steps span { border: 1px solid; } }
`;
