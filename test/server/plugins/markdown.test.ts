import { describe, expect, it } from 'vitest';
import { markdownToHtml } from '../../../server/plugins/markdown.js';

describe('markdownToHtml', () => {
  it.each([
    ['', ''],
    ['the *loss*', '<p>the <em>loss</em></p>'],
    ['**bold** and `a*b*c`', '<p><strong>bold</strong> and <code>a*b*c</code></p>'],
    ['# Title\ntext', '<h1>Title</h1>\n<p>text</p>'],
    ['- one\n- two', '<ul>\n<li>one</li>\n<li>two</li>\n</ul>'],
    ['```\n<b>\n```', '<pre><code>&lt;b&gt;\n</code></pre>'],
    ['[docs](https://example.org/a?b=1&c=2)', '<p><a href="https://example.org/a?b=1&amp;c=2">docs</a></p>'],
    ['snake_case_name', '<p>snake_case_name</p>'],
  ])('reads %j', (markdown, html) => expect(markdownToHtml(markdown)).toBe(html));

  it.each([
    '<script>alert(1)</script>',
    '<img src=x onerror=alert(1)>',
    '[x](javascript:alert(1))',
    '[x](https://e.org/"onmouseover="alert(1))',
    '# <svg/onload=alert(1)>',
    '`<iframe>`',
    '```\n</code><script>\n```',
    '*<b onclick=x>*',
  ])('lets no markup or script of a log through: %s', (hostile) => {
    const html = markdownToHtml(hostile);
    const tags = [...html.matchAll(/<\/?([a-z0-9]+)([^>]*)>/gi)];
    for (const [, name = '', attributes = ''] of tags) {
      expect(['p', 'h1', 'h2', 'em', 'strong', 'code', 'pre', 'a', 'ul', 'li', 'img']).toContain(name);
      expect(attributes).toMatch(/^( href="(https?:|mailto:)[^"<>\s]*"| src="[^"<>\s:]*")?$/);
    }
  });

  it('shows text that is too long to render as it is', () => {
    expect(markdownToHtml('<b>'.repeat(100_000))).toBe(`<pre>${'&lt;b&gt;'.repeat(100_000)}</pre>`);
  });

  it.each(['<table><tr><td>', '<em>', '<ul><li>', '<blockquote>'])('shows markup that is nested too deep as it is: %s', (opening) => {
    const deep = opening.repeat(101);
    expect(markdownToHtml(deep)).toBe(`<pre>${deep.replaceAll('<', '&lt;').replaceAll('>', '&gt;')}</pre>`);
    expect(markdownToHtml(opening.repeat(50))).toContain(opening.slice(0, 4));
  });

  it('takes many elements beside each other, and lines that only break, for no depth', () => {
    expect(markdownToHtml('a <b>b</b> <strong>c</strong><br>'.repeat(200))).toContain('<strong>c</strong><br>');
  });
});
