import { type Context, type Liquid, type Parser, Tag, type TagToken, type Template, TokenKind, type TopLevelToken } from 'liquidjs'

/** Where a scope holds what becomes of a link's address, given and returned as HTML: `(html: string) => string`. */
export const LINK = 'sojourn_link'

/**
 * `{% sojourn_link %}address{% endsojourn_link %}`: put around the addresses of links when a template is compiled, so that
 * what each message's link becomes is known without reading its HTML again. Not for authors.
 */
export class LinkTag extends Tag {
  static readonly tagName = LINK
  private readonly templates: Template[] = []

  constructor(token: TagToken, remain: TopLevelToken[], liquid: Liquid, parser: Parser) {
    super(token, remain, liquid)
    for (let next = remain.shift(); next; next = remain.shift()) {
      if (next.kind === TokenKind.Tag && 'name' in next && next.name === `end${LINK}`) return
      this.templates.push(parser.parseToken(next, remain))
    }
    throw new Error(`tag ${token.getText()} not closed`)
  }

  *render(context: Context): Generator<unknown, string, unknown> {
    const address = String(yield this.liquid.renderer.renderTemplates(this.templates, context))
    const become: unknown = Reflect.get(context.environments, LINK)
    return typeof become === 'function' ? String(become(address)) : address
  }

  /** What is inside, for those who ask which names a template looks up. */
  // oxlint-disable require-yield
  // biome-ignore lint/correctness/useYield: a generator by the library's contract
  *children(): Generator<unknown, Template[], unknown> {
    return this.templates
  }
}
