/** Addresses that may be followed: of other sites, never of this page. */
const ABROAD = /^(https?:|mailto:)/i;

/**
 * Sanitised HTML as nodes. Links open elsewhere and say nothing of this page; those that would move this page are only text. Pictures
 * are links: what a log names must not be fetched because someone looked. Headings take their place below `level`. Tables scroll in
 * boxes (`.wide`) that the keyboard reaches.
 */
export function parseQuietly(html: string, { level, parser }: { level: number; parser: DOMParser }): DocumentFragment {
  const page = parser.parseFromString(html, 'text/html');
  for (const link of page.querySelectorAll('a')) {
    if (!ABROAD.test(link.getAttribute('href') ?? '')) {
      link.removeAttribute('href');
      continue;
    }
    link.target = '_blank';
    link.rel = 'noopener noreferrer';
  }
  for (const picture of page.querySelectorAll('img')) picture.replaceWith(linkTo(picture, page));
  for (const heading of page.querySelectorAll('h1, h2, h3, h4, h5, h6')) heading.setAttribute('aria-level', String(Math.min(6, level + Number(heading.tagName[1]))));
  for (const table of page.querySelectorAll('table')) {
    if (table.parentElement?.closest('table')) continue;
    const box = page.createElement('div');
    box.className = 'wide';
    box.tabIndex = 0;
    table.replaceWith(box);
    box.append(table);
  }
  const fragment = page.createDocumentFragment();
  fragment.append(...page.body.childNodes);
  return fragment;
}

function linkTo(picture: HTMLImageElement, page: Document): HTMLElement {
  const address = picture.getAttribute('src') ?? '';
  const words = picture.alt || address || 'picture';
  const within = picture.closest('a') !== null;
  const element = page.createElement(ABROAD.test(address) && !within ? 'a' : 'span');
  element.textContent = `[picture: ${words}]`;
  element.title = address;
  if (element instanceof HTMLAnchorElement) Object.assign(element, { href: address, target: '_blank', rel: 'noopener noreferrer' });
  return element;
}
