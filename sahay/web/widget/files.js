import { h, icon } from './dom.js';
import { sizeLabel } from './text.js';

/** As the server takes them: sahay/domain/attachment.py. The last two are endings, for what has no type here. */
export const TYPES = 'image/jpeg,image/png,image/gif,image/webp,application/pdf,text/plain,.csv,.log';
/** With one message. */
export const FILES = 5;
/** The largest. */
export const FILE_BYTES = 10 * 1024 * 1024;

/** @typedef {import('./api.js').Upload & {url?: string}} Sent without a link as long as it is on its way */

/**
 * @param {Sent[]} files
 * @param {string} language
 * @returns {Node[]} pictures in a box that keeps its size, so that nothing jumps; the others as rows to download
 */
export function fileParts(files, language) {
  return files.map(({ name, type, size, url = '' }) => {
    const isLink = /^https?:/.test(url);
    const target = isLink ? { href: url, target: '_blank', rel: 'noopener noreferrer nofollow' } : {};
    const kind = name.split('.').pop()?.toUpperCase();
    const row = fileRow(isLink ? 'a' : 'div', target, name, `${kind}, ${sizeLabel(size, language)}`);
    if (!isLink || !/^image/.test(type)) return row;
    const onerror = () => picture.replaceWith(row);
    const image = h('img', { src: url, alt: name, loading: 'lazy', onerror });
    const picture = h('a', { ...target, class: 'picture' }, image);
    return picture;
  });
}

/**
 * @param {'a' | 'div' | 'li'} tag
 * @param {Record<string, string>} attributes
 * @param {string} name
 * @param {string} note
 * @param {(Node | null)[]} more
 */
export function fileRow(tag, attributes, name, note, ...more) {
  const words = h('span', {}, h('bdi', {}, name), h('small', {}, note));
  return h(tag, { ...attributes, class: 'file' }, icon('file'), words, ...more);
}
