import { compile, type HtmlToTextOptions } from 'html-to-text'

const plain = { options: { uppercase: false } }
const options: HtmlToTextOptions = {
  wordwrap: false,
  selectors: [
    { selector: 'a', options: { hideLinkHrefIfSameAsText: true, linkBrackets: ['<', '>'] } },
    { selector: 'img', format: 'skip' },
    ...['h1', 'h2', 'h3', 'h4', 'h5', 'h6'].map((selector) => ({ selector, ...plain })),
    { selector: '[style*="display:none"]', format: 'skip' },
  ],
}
const convert = compile(options)

/** The text part of a message, from its HTML: headings, lists and links kept readable, pictures and hidden parts left out. */
export const textOfHtml = (html: string): string =>
  convert(html)
    .replace(/\n{3,}/g, '\n\n')
    .trim()
