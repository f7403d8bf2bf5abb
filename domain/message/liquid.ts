import { type Context, type FilterImplOptions, Liquid, LiquidError, type Template } from 'liquidjs'
import { LinkTag } from './linkTag.ts'

/**
 * The engines for what authors write. No file system, own properties only, no way around escaping, and limits that stop
 * a bomb: they are cooperative, so a chain of heavy filters may take about twice `renderLimit`.
 */
const limits = { parseLimit: 1_000_000, renderLimit: 250, memoryLimit: 10_000_000 } as const
/** Tags that would read other files. */
const FILE_TAGS = ['include', 'render', 'layout', 'block'] as const

/** Made by a filter, escaped already: passes the escaping of output once; any further filter turns it into text. */
class Markup {
  constructor(private readonly escaped: string) {}
  toString() {
    return this.escaped
  }
}

const entities: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' }
export const escapeHtml = (text: string) => text.replace(/[&<>"']/g, (character) => entities[character] ?? character)

const textOf = (value: unknown): string => {
  if (value === null || value === undefined) return ''
  if (Array.isArray(value)) return value.map(textOf).join('')
  return typeof value === 'object' && !(value instanceof Date) && !(value instanceof Markup) ? JSON.stringify(value) : String(value)
}

function build(outputEscape?: (value: unknown) => string): Liquid {
  const liquid = new Liquid({
    ...limits,
    ownPropertyOnly: true,
    strictFilters: true,
    strictVariables: false,
    templates: {},
    ...(outputEscape ? { outputEscape } : {}),
  })
  for (const tag of FILE_TAGS) delete liquid.tags[tag]
  delete liquid.filters.raw
  useOurDate(liquid)
  return liquid
}

/** `now` and the zone come from the scope: nothing here reads a clock. A third argument names another zone. */
function useOurDate(liquid: Liquid): void {
  const builtIn = liquid.filters.date
  if (typeof builtIn !== 'function') throw new Error('liquidjs has no date filter')
  liquid.registerFilter('date', function date(this: { context: Context }, value: unknown, format?: string, zone?: string) {
    const scope = this.context.environments as { now?: unknown; timeZone?: unknown }
    const at = value === 'now' || value === 'today' ? scope.now : value
    if (at === undefined || at === null || at === '') return ''
    return (builtIn as FilterImplOptions & ((...args: unknown[]) => unknown)).call(this, at, format, zone ?? scope.timeZone ?? 'UTC')
  })
}

function buildHtml(): Liquid {
  const liquid = build((value) => (value instanceof Markup ? String(value) : escapeHtml(textOf(value))))
  liquid.registerTag(LinkTag.tagName, LinkTag)
  // Output is escaped anyway: escaping by hand must not do it twice.
  const same = (value: unknown) => textOf(value)
  for (const name of ['escape', 'h', 'xml_escape']) liquid.registerFilter(name, same)
  liquid.registerFilter('newline_to_br', (value: unknown) => new Markup(escapeHtml(textOf(value)).replace(/\r?\n/g, '<br />\n')))
  return liquid
}

const HALF_PAIR = /[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g
/** Values are parts of a path or a query, never more: they bring no slash, and in an address no step up. */
function buildEncoded(isAddress: boolean): Liquid {
  const liquid = build((value) => {
    const text = textOf(value)
    if (isAddress && /^\.\.?$/.test(text)) throw new Error(`"${text}" cannot stand in an address`)
    return encodeURIComponent(text.replace(HALF_PAIR, '\ufffd'))
  })
  const same = (value: unknown) => textOf(value)
  for (const name of ['url_encode', 'uri_escape', 'cgi_escape']) liquid.registerFilter(name, same)
  return liquid
}

/** Values stand within quotes, unless the filter `json` wrote them with theirs: `"{{ x }}"` or `{{ x | json }}`. */
function buildJson(): Liquid {
  const liquid = build((value) => {
    if (value instanceof Markup) return String(value)
    const isWhole = typeof value === 'object' && value !== null && !(value instanceof Date)
    return isWhole ? JSON.stringify(value) : JSON.stringify(textOf(value)).slice(1, -1)
  })
  const written = (value: unknown) => new Markup(JSON.stringify(value ?? null))
  for (const name of ['json', 'jsonify']) liquid.registerFilter(name, written)
  return liquid
}

/** Each escapes what it puts in for where it stands; `text` does not (subjects, plain text). */
const engines = { html: buildHtml(), text: build(), url: buildEncoded(true), form: buildEncoded(false), json: buildJson() } as const
export type LiquidKind = keyof typeof engines

/** What does not parse or render. Line and column count from 1, where known. */
export type LiquidProblem = { detail: string; line: number | null; column: number | null }
export type Parsed = { ok: true; templates: Template[] } | { ok: false; problem: LiquidProblem }

/** "undefined filter: nope, line:1, col:1" without the place, which is apart. */
export function problemOf(error: unknown): LiquidProblem {
  const detail = error instanceof Error ? error.message : String(error)
  if (!LiquidError.is(error)) return { detail, line: null, column: null }
  const [line, column] = error.token.getPosition()
  return { detail: detail.replace(/(, file:.*?)?, line:\d+, col:\d+$/s, ''), line: line ?? null, column: column ?? null }
}

export function parseLiquid(kind: LiquidKind, source: string): Parsed {
  try {
    return { ok: true, templates: engines[kind].parse(source) }
  } catch (error) {
    return { ok: false, problem: problemOf(error) }
  }
}

/** Throws a LiquidError when a limit is hit or a filter refuses its input: see `problemOf`. */
export function renderLiquid(kind: LiquidKind, templates: Template[], scope: object): string {
  return String(engines[kind].renderSync(templates, scope))
}

/** Where a template looks: ["member", "first_name"], without names it makes itself. */
export type NamePath = (string | number)[]
export const namesOf = (kind: LiquidKind, templates: Template[]): NamePath[] =>
  engines[kind]
    .globalVariableSegmentsSync(templates)
    .map((path) => path.filter((step) => typeof step === 'string' || typeof step === 'number'))

/** "member.first_name" for every path that `scope` does not have. Sorted, each once. */
export const unknownNames = (paths: NamePath[], scope: object): string[] =>
  [...new Set(paths.filter((path) => !has(scope, path)).map((path) => path.join('.')))].sort()

/** Own properties, and what Liquid adds to lists and texts. */
const ADDED = new Set<unknown>(['size', 'first', 'last'])
function has(scope: unknown, [step, ...rest]: NamePath): boolean {
  if (step === undefined) return true
  if (scope === null || scope === undefined) return false
  if (typeof scope === 'object' && Object.hasOwn(scope, step)) return has((scope as Record<string | number, unknown>)[step], rest)
  return ADDED.has(step)
}
