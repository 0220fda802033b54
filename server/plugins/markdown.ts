/**
 * Descriptions written in Markdown, as HTML that is safe to splice into a page. Everything is escaped first and only the tags
 * made here are left, so no markup of a log survives. Read is what descriptions use: paragraphs, headings, lists, fenced and
 * inline code, emphasis and links to http, https and mailto.
 */

/** '' for an empty description. TensorBoard makes the same of the same text (Python-Markdown) within that subset. */
export function markdownToHtml(markdown: string): string {
  const blocks: string[] = [];
  const lines = markdown.replaceAll('\0', '').replaceAll('\r\n', '\n').split('\n');
  for (let i = 0; i < lines.length; ) {
    const line = lines[i] as string;
    const heading = /^(#{1,6})\s+(.*?)\s*#*$/.exec(line);
    if (line.trim() === '') i += 1;
    else if (/^```/.test(line)) {
      const end = lines.findIndex((other, at) => at > i && /^```\s*$/.test(other));
      const stop = end < 0 ? lines.length : end;
      blocks.push(`<pre><code>${escapeHtml(lines.slice(i + 1, stop).join('\n'))}\n</code></pre>`);
      i = stop + 1;
    } else if (heading !== null) {
      const level = (heading[1] as string).length;
      blocks.push(`<h${level}>${inline(heading[2] as string)}</h${level}>`);
      i += 1;
    } else {
      const from = i;
      const list = listKind(line);
      while (i < lines.length && (lines[i] as string).trim() !== '' && (i === from || (!/^(#{1,6}\s|```)/.test(lines[i] as string) && listKind(lines[i] as string) === list))) i += 1;
      const taken = lines.slice(from, i);
      if (list === '') blocks.push(`<p>${inline(taken.join('\n').trim())}</p>`);
      else blocks.push(`<${list}>\n${taken.map((item) => `<li>${inline(item.replace(/^\s*(?:[-*+]|\d+\.)\s+/, ''))}</li>`).join('\n')}\n</${list}>`);
    }
  }
  return blocks.join('\n');
}

/** Text as HTML text; also safe within a quoted attribute. */
export const escapeHtml = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;').replaceAll("'", '&#39;');

function listKind(line: string): '' | 'ul' | 'ol' {
  if (/^\s{0,3}[-*+]\s+/.test(line)) return 'ul';
  return /^\s{0,3}\d+\.\s+/.test(line) ? 'ol' : '';
}

/** Inline code first: nothing within it is marked up. */
function inline(text: string): string {
  return text
    .split(/(`[^`]+`)/)
    .map((part) => (/^`[^`]+`$/.test(part) ? `<code>${escapeHtml(part.slice(1, -1))}</code>` : emphasis(part)))
    .join('');
}

function emphasis(text: string): string {
  return escapeHtml(text)
    .replace(/\[([^\][]*)\]\((https?:[^\s()]+|mailto:[^\s()]+)\)/g, '<a href="$2">$1</a>')
    .replace(/(\*\*|__)(?=\S)([^*_]+?)(?<=\S)\1/g, '<strong>$2</strong>')
    .replace(/(?<![\w*])([*_])(?=\S)([^*_<>]+?)(?<=\S)\1(?![\w*])/g, '<em>$2</em>');
}
