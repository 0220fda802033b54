/**
 * Text from a log as HTML: the one place where it becomes markup. Two libraries in a row, so that a mistake of one is not
 * enough: markdown-it renders, sanitize-html lets through only what is on a list. All of the page's and TensorBoard's routes'
 * rendered text goes through here; nothing else is ever inserted as HTML.
 *
 * The list is TensorBoard's (http-api, section 8). What is not on it is shown as text rather than dropped.
 */
import { createRequire } from 'node:module';
import type MarkdownIt from 'markdown-it';
import type sanitizeHtml from 'sanitize-html';

/** Longer text is not rendered, only shown: rendering takes time, and nobody reads half a megabyte as prose. */
export const MOST_RENDERED_CHARACTERS = 256 * 1024;

/**
 * Markup nested deeper is shown as text, too: no writer means it, the sanitiser's time grows with the square of the depth (4 s
 * at 65,000), and so does a browser's over tables in tables.
 */
export const MOST_NESTED = 100;

interface Renderer {
  readonly markdown: InstanceType<typeof MarkdownIt>;
  readonly sanitize: typeof sanitizeHtml;
}

let loaded: Renderer | undefined;

/** Both libraries, loaded at the first text: 0.1 s that every start would pay in each thread, and most logs hold no text. */
function renderer(): Renderer {
  if (loaded !== undefined) return loaded;
  const require = createRequire(import.meta.url);
  const Markdown = require('markdown-it') as typeof MarkdownIt;
  const markdown = new Markdown('default', { html: true, linkify: false, typographer: false }).disable('strikethrough');
  // Every link is made a link, then the sanitiser takes the address away: an address that is not allowed leaves its text.
  markdown.validateLink = () => true;
  return (loaded = { markdown, sanitize: require('sanitize-html') as typeof sanitizeHtml });
}

const ALLOWED: sanitizeHtml.IOptions = {
  allowedTags: ['ul', 'ol', 'li', 'p', 'pre', 'code', 'blockquote', 'h1', 'h2', 'h3', 'h4', 'h5', 'h6', 'hr', 'br', 'strong', 'em', 'a', 'img', 'table', 'thead', 'tbody', 'td', 'tr', 'th'],
  allowedAttributes: { a: ['href', 'title'], img: ['src', 'title', 'alt'] },
  allowedSchemes: ['http', 'https', 'mailto'],
  allowProtocolRelative: false,
  disallowedTagsMode: 'escape',
};

/** Markdown as HTML; '' for empty text. Text that is too long comes as one paragraph of itself. */
export function markdownToHtml(text: string): string {
  if (text.trim() === '') return '';
  if (text.length > MOST_RENDERED_CHARACTERS) return `<pre>${escapeHtml(text)}</pre>`;
  const html = renderer().markdown.render(text.replaceAll('\0', ''));
  return depthOf(html) > MOST_NESTED ? `<pre>${escapeHtml(text)}</pre>` : safeHtml(html);
}

/** How deep elements are nested at most, those that need no end tag left out: the parser ends them by itself. */
function depthOf(html: string): number {
  let [depth, deepest] = [0, 0];
  for (const [, slash, name = ''] of html.matchAll(/<(\/?)([a-z][a-z0-9]*)/gi)) {
    if (NO_END_TAG.test(name)) continue;
    depth = Math.max(0, depth + (slash ? -1 : 1));
    deepest = Math.max(deepest, depth);
  }
  return deepest;
}

const NO_END_TAG = /^(br|hr|img|input|wbr|col|p|li|td|th|tr|dd|dt|option)$/i;

/** HTML with only what is on the list; everything else as text. */
export function safeHtml(html: string): string {
  // Its output escapes every ">" of text and attributes: " />" can only be the end of a tag. TensorBoard writes ">".
  return renderer().sanitize(html, ALLOWED).replaceAll(' />', '>').trim();
}

/** Text as HTML text; also safe within a quoted attribute. */
export const escapeHtml = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;').replaceAll("'", '&#39;');
