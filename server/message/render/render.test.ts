import { describe, expect, it } from 'vitest'
import { type Content, compileContent } from './compile.ts'
import { renderMessage } from './render.ts'
import { scopeOf } from './scope.ts'

const unsubscribeUrl = 'https://mail.example/u/abc'
const scope = scopeOf({
  now: new Date('2026-11-20T10:00:00Z'),
  workspace: { name: 'Fennel & Oak', timeZone: 'UTC', postalAddress: '12 Mill Lane\nBristol' },
  journey: { id: 3, name: 'Win back' },
  member: { userId: 'u 1', email: 'jane@example.com', timeZone: null, attributes: { first_name: 'Jane <3', url: 'javascript:alert(1)' } },
  entry: {
    name: 'Order Completed',
    at: '2026-11-20T09:00:00Z',
    properties: { revenue: 20, name: 'a property', items: [{ name: 'Bowl' }, { name: 'Spoon' }] },
  },
  unsubscribeUrl,
})
const tracking = {
  openUrl: 'https://mail.example/t/o/x',
  clickUrl: (url: string) => `https://mail.example/t/c/${Buffer.from(url).toString('base64url')}`,
}
const html = (body: string, more: Partial<Content> = {}): Content => ({ subject: 's', preheader: '', format: 'html', body, ...more })
const mjml = (inside: string) => `<mjml><mj-body><mj-section><mj-column>${inside}</mj-column></mj-section></mj-body></mjml>`

async function rendered(content: Content, withTracking = false) {
  const { compiled, problems } = await compileContent(content)
  if (!compiled) throw new Error(JSON.stringify(problems))
  return renderMessage(compiled, scope, withTracking ? tracking : undefined)
}
const decoded = (body: string) =>
  [...body.matchAll(/\/t\/c\/([\w-]+)/g)].map(([, token]) => Buffer.from(token ?? '', 'base64url').toString())

describe('a subject', () => {
  it('never holds a line break, from the author or from the data', async () => {
    const content = html('x', { subject: 'Hi\r\nBcc: a@b.c {{ "%0D%0ATo: x" | url_decode }}\u2028{{ member.first_name }}' })
    expect((await rendered(content)).subject).toBe('Hi Bcc: a@b.c To: x Jane <3')
  })
})

describe('Liquid in MJML', () => {
  it('survives in text, attributes and addresses, and is escaped where it lands', async () => {
    const content = html(
      mjml(
        '<mj-button href="https://x.example/{{ member.userId | url_encode }}?r={{ event.revenue }}&b=1">For {{ member.first_name }}</mj-button><mj-text>{% if event.revenue > 10 %}big{% else %}small{% endif %}</mj-text>',
      ),
      { format: 'mjml' },
    )
    const message = await rendered(content, true)
    expect(message.html).toContain('For Jane &lt;3')
    expect(message.html).toContain('>big<')
    expect(decoded(message.html)).toContain('https://x.example/u+1?r=20&b=1')
  })
  it('repeats components when its tags stand between them', async () => {
    const content = html(mjml('{% for item in event.items %}<mj-text>{{ item.name }}</mj-text>{% endfor %}'), { format: 'mjml' })
    expect((await rendered(content)).text).toMatch(/^Bowl\s+Spoon\s/)
  })
  it('names the line of the author, not of what MJML made of it', async () => {
    const { problems } = await compileContent(html(mjml('\n\n<mj-text>{{ x | nope }}</mj-text>'), { format: 'mjml' }))
    expect(problems).toMatchObject([{ field: 'body', line: 3, fatal: true }])
  })
  it('reads no file', async () => {
    const { compiled } = await compileContent(html('<mjml><mj-include path="/etc/passwd" /><mj-body></mj-body></mjml>', { format: 'mjml' }))
    expect(compiled && renderMessage(compiled, scope).html).not.toContain('root:')
  })
  it.each(['hello', '<mjml></mjml'])('says so when %j is no MJML', async (body) => {
    const { compiled, problems } = await compileContent(html(body, { format: 'mjml' }))
    expect(compiled).toBeNull()
    expect(problems).toMatchObject([{ field: 'body', fatal: true }])
  })
  it('warns of what MJML will not take, without refusing it', async () => {
    const { compiled, problems } = await compileContent(
      html(mjml('<mj-text color="{{ event.color }}" font-size="huge">x</mj-text>'), { format: 'mjml' }),
    )
    expect(compiled).not.toBeNull()
    expect(problems).toMatchObject([{ field: 'body', fatal: false, line: 1 }])
  })
})

describe('links', () => {
  const body = `<a href="https://a.example/?x=1&amp;y=2">a</a> <a href='http://b.example'>b</a> <area href="HTTPS://c.example/p">
    <a href="mailto:x@y.z">m</a> <a href="tel:1">t</a> <a href="{{ unsubscribeUrl }}">u</a> <a href="#top">h</a> <a href="{{ member.url }}">j</a> <img src="https://img.example/a.png">`
  it('to the web are tracked, all others and the way out are left as they are', async () => {
    const message = await rendered(html(body), true)
    expect(decoded(message.html)).toEqual(['https://a.example/?x=1&y=2', 'http://b.example/', 'https://c.example/p'])
    for (const kept of [
      'href="mailto:x@y.z"',
      'href="tel:1"',
      `href="${unsubscribeUrl}"`,
      'href="#top"',
      'src="https://img.example/a.png"',
    ])
      expect(message.html).toContain(kept)
  })
  it.each([
    [
      'quotes inside Liquid',
      '<a href="{{ member.nothing | default: "https://d.example/?a=1&b=2" }}">x</a>',
      ['https://d.example/?a=1&b=2'],
    ],
    [
      'a choice inside',
      '<a href="{% if event.revenue > 5 %}https://big.example{% else %}https://small.example{% endif %}">x</a>',
      ['https://big.example/'],
    ],
    ['a choice around', '<a {% if event.revenue > 5 %}href="https://big.example"{% endif %}>x</a>', ['https://big.example/']],
    ['no quotes', '<a class=b href=https://u.example/x>x</a>', ['https://u.example/x']],
    [
      'a loop around',
      '{% for i in event.items %}<a href="https://l.example/{{ i.name }}">x</a>{% endfor %}',
      ['https://l.example/Bowl', 'https://l.example/Spoon'],
    ],
    ['brackets in another value', '<a title="a > b" href="https://t.example">x</a>', ['https://t.example/']],
    ['a comment', '<!-- <a href="https://c.example">x</a> -->', []],
    ['entities', '<a href="https:&#x2F;&#47;e.example/?q=&quot;1&quot;">x</a>', ['https://e.example/?q=%221%22']],
  ])('are found with %s', async (_name, body, urls) => expect(decoded((await rendered(html(body), true)).html)).toEqual(urls))
  it('keep a way out whose Liquid cannot be told from its tag', async () => {
    const message = await rendered(html('<a href="{% if event %}https://a.example">x{% endif %}</a>'), true)
    expect(message.html).toContain('href="https://a.example">x')
  })
  it('are left alone in a preview', async () => expect((await rendered(html(body))).html).not.toContain('/t/'))
  it('are followed by one open pixel, last in the body', async () => {
    const message = await rendered(html('<html><body><p>x</p></body></html>'), true)
    expect(message.html).toMatch(/<img src="https:\/\/mail\.example\/t\/o\/x"[^>]*><\/body><\/html>$/)
  })
})

describe('the way out', () => {
  it('is appended with the postal address where the template has none', async () => {
    const message = await rendered(html('<p>x</p>'))
    expect(message.html).toContain(`href="${unsubscribeUrl}"`)
    expect(message.html).toContain('12 Mill Lane<br>Bristol')
    expect(message.text).toMatch(/x\n\n-- \n12 Mill Lane\nBristol\nUnsubscribe: https:\/\/mail\.example\/u\/abc$/m)
  })
  it('is not appended twice', async () => {
    const message = await rendered(html('<p>x</p><a href="{{ unsubscribeUrl }}">Leave</a>'))
    expect(message.html.match(/\/u\/abc/g)).toHaveLength(1)
    expect(message.text.match(/\/u\/abc/g)).toHaveLength(1)
  })
})

describe('the text part', () => {
  it('keeps headings, lists and addresses, and drops style, pictures and what is hidden', async () => {
    const body =
      '<style>p{}</style><h1>Hello {{ member.first_name }}</h1><ul>{% for item in event.items %}<li>{{ item.name }}</li>{% endfor %}</ul><a href="https://a.example">here</a><img alt="logo" src="x"><div style="display:none">no</div>'
    expect((await rendered(html(body))).text).toMatch(/^Hello Jane <3\n+ \* Bowl\n+ ?\* ?Spoon\n+here <https:\/\/a\.example>\n\n-- /)
  })
  it('is right when Liquid stands where text cannot keep it', async () => {
    const message = await rendered(
      html(
        '<p {% if event.revenue > 10 %}class="a"{% endif %}>{{ event.revenue }}</p><a href="{{ member.nothing | default: "https://d.example" }}">x</a>',
      ),
    )
    expect(message.text).toContain('20')
    expect(message.text).toContain('https://d.example')
  })
})

it('a preheader is the first thing in the body, hidden and escaped', async () => {
  const message = await rendered(html('<html><body><p>x</p></body></html>', { preheader: 'For {{ member.first_name }} & co' }))
  expect(message.html).toMatch(/<body><div style="display:none[^"]*">For Jane &lt;3 &amp; co<\/div><p>x/)
})

it('a body without tags is a letter in paragraphs', async () => {
  expect((await rendered(html('Dear {{ member.first_name }},\nhow are you?\n\nYours'))).html).toMatch(
    /^<p>Dear Jane &lt;3,<br>\nhow are you\?<\/p>\n<p>Yours<\/p>/,
  )
})

it('our own names go before properties of the same name, which stay reachable', async () => {
  const message = await rendered(
    html(
      '{{ event.name }}/{{ event.properties.name }}/{{ event.revenue }}/{{ member.attributes.first_name }}/{{ journey.name }}/{{ workspace.name }}',
    ),
  )
  expect(message.html).toContain('Order Completed/a property/20/Jane &lt;3/Win back/Fennel &amp; Oak')
})
