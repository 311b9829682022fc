import { h, icon } from './dom.js';
import { sizeLabel } from './text.js';

/** As the server takes them: sahay/domain/attachment.py. The last two are endings, for what has no type here. */
export const TYPES = 'image/jpeg,image/png,image/gif,image/webp,application/pdf,text/plain,.csv,.log';
/** With one message. */
export const FILES = 5;
/** The largest. */
export const FILE_BYTES = 10 * 1024 * 1024;

/** @typedef {import('./api.js').Upload & {url?: string}} Sent */

/**
 * @param {Sent[]} files
 * @param {string} language
 * @returns {Node[]} pictures in a box that keeps its size, so that nothing jumps; the others as rows to download
 */
export function fileParts(files, language) {
  return files.map((file) => (/^image\//.test(file.type) && file.url ? picture(file, language) : fileRow(file, language)));
}

/** @param {Sent} file @param {string} language */
function picture(file, language) {
  const { name } = file;
  const onerror = () => link.replaceWith(fileRow(file, language));
  const link = h('a', { class: 'picture', ...target(file) }, h('img', { src: file.url, alt: name, loading: 'lazy', onerror }));
  return link;
}

/** @param {Sent} file not a link as long as it is on its way */
function fileRow(file, language) {
  const { name, size } = file;
  const kind = name.split('.').pop()?.toUpperCase();
  return h(
    file.url ? 'a' : 'div',
    { class: 'file', ...target(file) },
    icon('file'),
    h('span', {}, h('bdi', {}, name), h('small', {}, `${kind}, ${sizeLabel(size, language)}`)),
  );
}

/** @param {Sent} file */
function target({ url, name }) {
  return /^https?:/.test(url ?? '') ? { href: url, download: name, target: '_blank', rel: 'noopener noreferrer' } : {};
}
