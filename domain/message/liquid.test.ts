import { describe, expect, it } from 'vitest'
import { type LiquidKind, namesOf, parseLiquid, problemOf, renderLiquid, unknownNames } from './liquid.ts'

function render(source: string, scope: object = {}, kind: LiquidKind = 'html'): string {
  const parsed = parseLiquid(kind, source)
  if (!parsed.ok) throw new Error(parsed.problem.detail)
  return renderLiquid(kind, parsed.templates, scope)
}
const problem = (source: string) => {
  const parsed = parseLiquid('html', source)
  return parsed.ok ? null : parsed.problem
}

describe('what is put into HTML', () => {
  const scope = { name: '<b>"Tom" & \'Jerry\'</b>', lines: '1 < 2\n3', list: ['<', '>'] }
  it('is escaped once, by hand or not', () => {
    const escaped = '&lt;b&gt;&quot;Tom&quot; &amp; &#39;Jerry&#39;&lt;/b&gt;'
    expect(render('{{ name }}', scope)).toBe(escaped)
    expect(render('{{ name | escape }}', scope)).toBe(escaped)
    expect(render('{{ name | escape | append: "<i>" }}', scope)).toBe(`${escaped}&lt;i&gt;`)
    expect(render('{{ list }}', scope)).toBe('&lt;&gt;')
  })
  it('cannot get around escaping', () => {
    expect(problem('{{ name | raw }}')).toMatchObject({ detail: 'undefined filter: raw', line: 1, column: 1 })
    expect(render('{{ lines | newline_to_br }}', scope)).toBe('1 &lt; 2<br />\n3')
    expect(render('{{ lines | newline_to_br | append: "<i>" }}', scope)).not.toContain('<i>')
    expect(render('{% capture x %}{{ name }}{% endcapture %}{{ x }}', scope)).not.toContain('<b>')
  })
  it('is left alone in text', () => expect(render('{{ name }}', scope, 'text')).toBe(scope.name))
})

describe('what a template can reach', () => {
  it('is own properties, and nothing of the machine', () => {
    const scope = { member: JSON.parse('{"__proto__": {"x": 1}, "constructor": "mine"}') }
    expect(render('{{ member.constructor }}{{ member.toString }}{{ constructor.name }}', scope)).toBe('mine')
    for (const tag of ['include', 'render', 'layout']) expect(problem(`{% ${tag} "/etc/passwd" %}`)?.detail).toBe(`tag "${tag}" not found`)
  })
  it('has the time of the scope, in the zone of the scope', () => {
    const scope = { now: new Date('2026-03-29T00:30:00Z'), timeZone: 'Asia/Tokyo' }
    expect(render('{{ "now" | date: "%Y-%m-%d %H:%M" }}', scope)).toBe('2026-03-29 09:30')
    expect(render('{{ "now" | date: "%H:%M", "Europe/Berlin" }}', scope)).toBe('01:30')
    expect(render('{{ "now" | date: "%H:%M" }}', {})).toBe('')
  })
})

describe('a bomb', () => {
  it.each([
    ['endless loops', '{% for i in (1..9999999) %}{% for j in (1..9999999) %}x{% endfor %}{% endfor %}'],
    ['a range too long', '{% assign a = (1..999999999) %}{{ a | join: "x" }}'],
    ['a text that doubles', `{% assign a = "xxxxxxxxxx" %}${'{% assign a = a | append: a %}'.repeat(40)}{{ a }}`],
    ['padding', "{{ 'x' | date: '%50000000d' }}{% assign a = 'x' | times: 1 %}{% for i in (1..99999999) %}{% endfor %}"],
  ])('of %s is stopped within seconds, with a sentence', (_name, source) => {
    const from = performance.now()
    let said = ''
    try {
      render(source)
    } catch (error) {
      said = problemOf(error).detail
    }
    expect(said).toMatch(/limit/)
    expect(performance.now() - from).toBeLessThan(10_000)
  })
  it('of length is refused before it is read', () => expect(problem('x'.repeat(1_000_001))?.detail).toMatch(/limit/))
})

describe('what does not parse', () => {
  it.each([
    ['a\nb {{ oops', 2, 3],
    ['{% if x %}', 1, 1],
    ['\n\n  {{ x | nope }}', 3, 3],
    ['{% unknown %}', 1, 1],
  ])('%j is found at line %i, column %i', (source, line, column) => expect(problem(source)).toMatchObject({ line, column }))
})

it('names what renders empty, and only that', () => {
  const source =
    '{{ member.name }}{{ member.nam }}{{ unsubscribeUrl }}{% for i in event.items %}{{ i.price }}{% endfor %}{{ event.items.size }}{{ usr.x }}{% assign y = 1 %}{{ y }}'
  const parsed = parseLiquid('html', source)
  if (!parsed.ok) throw new Error('should parse')
  expect(unknownNames(namesOf('html', parsed.templates), { member: { name: 'x' }, event: { items: [] }, unsubscribeUrl: '' })).toEqual([
    'member.nam',
    'usr.x',
  ])
})

describe('what is put into an address', () => {
  const url = (source: string, scope: object) => render(source, scope, 'url')
  it('is one part of it, encoded once', () => {
    expect(url('https://x.example/u/{{ id }}?q={{ q }}', { id: 'a/../b?c#d@e', q: 'a&b=c d\u00e9' })).toBe(
      'https://x.example/u/a%2F..%2Fb%3Fc%23d%40e?q=a%26b%3Dc%20d%C3%A9',
    )
    expect(url('{{ q | url_encode }}', { q: 'a b' })).toBe('a%20b')
    expect(url('{{ q }}', { q: 'a\ud800' })).toBe('a%EF%BF%BD')
  })
  it('cannot lead a step up', () => {
    for (const id of ['.', '..']) expect(() => url('https://x.example/u/{{ id }}/orders', { id })).toThrow(/cannot stand in an address/)
  })
})

describe('what is put into JSON', () => {
  const parsed = (source: string, scope: object) => JSON.parse(render(source, scope, 'json'))
  const hard = 'a "b"\\ \n\u2028 </script> {{ x }}'
  it('stays within its quotes', () => {
    expect(parsed('{"name": "{{ name }}", "n": {{ n }}, "ok": {{ ok }}}', { name: hard, n: 1.5, ok: true })).toEqual({
      name: hard,
      n: 1.5,
      ok: true,
    })
    expect(parsed('{"tags": {{ tags }}}', { tags: ['"', 'b'] })).toEqual({ tags: ['"', 'b'] })
    expect(() => parsed('{"vip": {{ vip }}}', { vip: 'true, "admin": true' })).toThrow()
  })
  it('is written whole by the filter, null when there is nothing', () => {
    const scope = { name: hard, tags: ['a', { b: 1 }] }
    expect(parsed('{"name": {{ name | json }}, "tags": {{ tags | json }}, "gone": {{ gone | json }}}', scope)).toEqual({
      ...scope,
      gone: null,
    })
  })
})
