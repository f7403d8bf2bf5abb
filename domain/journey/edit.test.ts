import fc from 'fast-check'
import { createTranslator } from 'next-intl'
import { expect, describe as group, test } from 'vitest'
import { messages } from '#messages/index.ts'
import { journey } from '#tests/support/drawing.ts'
import { copy, freshNode, renew } from './clip.ts'
import { refuseConnection } from './connection.ts'
import { describe } from './describe.ts'
import type { JourneyDocument } from './document.ts'
import { type Edit, invert, reduce } from './edit.ts'
import { apply, begin, redo, undo } from './history.ts'
import { journeySettingsSchema } from './settings.ts'

const start = journey('trigger(A) → delay 1h → condition(plan equals vip: yes→email → out=exit, no→@out)')
const lines = ({ paths }: JourneyDocument) => paths.map(({ source, outlet, target }) => `${source} ${outlet} ${target}`)
const keys = ({ nodes }: JourneyDocument) => nodes.map(({ key }) => key)
const mail = freshNode('action.email', 'x', { x: 10, y: 20 })

group('an edit', () => {
  test('adds a node, connected when it was dropped on an outlet', () => {
    const after = reduce(start, { do: 'addNode', node: mail, from: { source: 'email', outlet: 'next' } })
    expect(keys(after).at(-1)).toBe('email_x')
    expect(lines(after)).toContain('email next email_x')
    expect(lines(after)).not.toContain('email next out')
  })

  test('inserts a node on a path', () => {
    const after = reduce(start, { do: 'insertOnPath', node: mail, on: { source: 'trigger', outlet: 'next', target: 'delay' } })
    expect(lines(after)).toContain('trigger next email_x')
    expect(lines(after)).toContain('email_x next delay')
    expect(after.paths).toHaveLength(start.paths.length + 1)
  })

  test('removes a node with its paths', () => {
    const after = reduce(start, { do: 'removeNodes', keys: ['delay'] })
    expect(lines(after)).toEqual(['condition yes email', 'email next out', 'condition no out'])
  })

  test('removes a node and heals the gap, where only one path led on', () => {
    expect(lines(reduce(start, { do: 'removeNodes', keys: ['delay', 'email'], heal: true }))).toEqual([
      'trigger next condition',
      'condition yes out',
      'condition no out',
    ])
    expect(lines(reduce(start, { do: 'removeNodes', keys: ['condition'], heal: true }))).toEqual(['trigger next delay', 'email next out'])
  })

  test('gives an outlet one path: connecting it again leads it elsewhere', () => {
    const after = reduce(start, { do: 'connect', path: { source: 'trigger', outlet: 'next', target: 'out' } })
    expect(lines(after)[0]).toBe('trigger next out')
    expect(after.paths).toHaveLength(start.paths.length)
  })

  test('to settings takes the paths of outlets that are gone with it', () => {
    const waits = journey('trigger(A) → waitFor(B or C within 1d: happened→email, happened2→exit, timeout→exit)')
    const { events } = waits.nodes[1]?.settings ?? {}
    const settings = { events: Array.isArray(events) ? events.slice(0, 1) : [], timeout: { days: 1 } }
    const edit: Edit = { do: 'setSettings', key: 'waitFor', settings }
    expect(lines(reduce(waits, edit))).toEqual(['trigger next waitFor', 'waitFor happened email', 'waitFor timeout exit2'])
    expect(reduce(reduce(waits, edit), invert(waits, edit))).toEqual(waits)
  })

  test('that fits nothing changes nothing', () => {
    const edits: Edit[] = [
      { do: 'moveNodes', to: { gone: { x: 1, y: 1 }, constructor: { x: 2, y: 2 } } },
      { do: 'removeNodes', keys: ['gone'] },
      { do: 'setSettings', key: 'gone', settings: {} },
      { do: 'disconnect', path: { source: 'gone', outlet: 'next', target: 'out' } },
    ]
    for (const edit of edits) expect(reduce(start, edit)).toBe(start)
  })

  test('pastes a copy under keys of its own, with the paths inside it', () => {
    const clip = renew(copy(start, ['condition', 'email']), ['one', 'two'], { x: 40, y: 40 })
    const after = reduce(start, { do: 'paste', ...clip })
    expect(keys(after).slice(-2)).toEqual(['condition_one', 'email_two'])
    expect(lines(after).at(-1)).toBe('condition_one yes email_two')
  })
})

group('a connection', () => {
  test.each([
    ['email', 'next', 'delay', null],
    ['email', 'next', 'trigger', 'into_trigger'],
    ['email', 'next', 'email', 'onto_itself'],
    ['delay', 'next', 'delay', null],
    ['email', 'yes', 'delay', 'unknown'],
    ['out', 'next', 'delay', 'unknown'],
    ['email', 'next', 'gone', 'unknown'],
  ])('%s %s to %s: %s', (source, outlet, target, refusal) => {
    expect(refuseConnection(start, { source, outlet, target })).toBe(refusal)
  })
})

group('history', () => {
  const rename = (name: string): Edit => ({ do: 'renameNode', key: 'email', name })

  test('goes back and forth', () => {
    const one = apply(begin(start), rename('Hello'))
    const two = apply(one, { do: 'removeNodes', keys: ['delay'] })
    expect(undo(undo(two)).document).toEqual(start)
    expect(redo(redo(undo(undo(two)))).document).toEqual(two.document)
    expect(undo(begin(start)).document).toBe(start)
  })

  test('typing on is one step', () => {
    const typed = ['H', 'He', 'Hel'].reduce((history, name) => apply(history, rename(name), { join: true }), begin(start))
    expect(typed.done).toHaveLength(1)
    expect(undo(typed).document).toEqual(start)
    expect(redo(undo(typed)).document).toEqual(typed.document)
  })

  test('an edit after an undo forgets what was undone', () => {
    const history = apply(undo(apply(begin(start), rename('a'))), rename('b'), { join: true })
    expect(history.undone).toEqual([])
    expect(redo(history)).toBe(history)
  })

  test('an edit that changes nothing is no step', () => {
    expect(apply(begin(start), { do: 'removeNodes', keys: ['gone'] }).done).toEqual([])
  })
})

const anyKey = fc.constantFrom(...keys(start), 'email_x', 'gone')
const outlets = fc.constantFrom('next', 'yes', 'no')
const ends = fc.record({ source: anyKey, outlet: outlets, target: anyKey })
const positions = fc.record({ x: fc.integer({ min: 0, max: 9 }), y: fc.constant(0) })
const edits: fc.Arbitrary<Edit> = fc.oneof(
  fc.record({ do: fc.constant('addNode' as const), node: fc.constant(mail), from: fc.record({ source: anyKey, outlet: outlets }) }),
  fc.record({ do: fc.constant('insertOnPath' as const), node: fc.constant(mail), on: ends }),
  fc.record({
    do: fc.constantFrom('moveNodes' as const, 'tidy' as const),
    to: fc.dictionary(anyKey, positions, { noNullPrototype: true }),
  }),
  fc.record({ do: fc.constant('removeNodes' as const), keys: fc.array(anyKey, { maxLength: 3 }), heal: fc.boolean() }),
  fc.record({ do: fc.constant('setSettings' as const), key: anyKey, settings: fc.constant({ template: 'x' }) }),
  fc.record({ do: fc.constant('renameNode' as const), key: anyKey, name: fc.string({ maxLength: 5 }) }),
  fc.record({ do: fc.constantFrom('connect' as const, 'disconnect' as const), path: ends }),
  fc.constant<Edit>({ do: 'paste', ...renew(copy(start, ['condition', 'email']), ['p', 'q'], { x: 1, y: 1 }) }),
  fc.record({ do: fc.constant('setJourneyName' as const), name: fc.string() }),
  fc.constant<Edit>({ do: 'setJourneySettings', settings: journeySettingsSchema.parse({ reentry: { mode: 'once' }, repeatTimes: 3 }) }),
)

group('whatever the edits', () => {
  test('what was done can be undone, to the letter, and done again', () => {
    fc.assert(
      fc.property(fc.array(edits, { maxLength: 12 }), (made) => {
        let document = start
        for (const edit of made) {
          const after = reduce(document, edit)
          const back = invert(document, edit)
          expect(reduce(after, back)).toEqual(document)
          expect(reduce(reduce(after, back), invert(after, back))).toEqual(after)
          document = after
        }
      }),
    )
  })

  test('no outlet ever gets a second path by hand', () => {
    const byHand = fc.array(
      edits.filter((edit) => edit.do !== 'paste'),
      { maxLength: 12 },
    )
    fc.assert(
      fc.property(byHand, (made) => {
        const leaving = made.reduce(reduce, start).paths.map(({ source, outlet }) => `${source} ${outlet}`)
        expect(new Set(leaving).size).toBe(leaving.length)
      }),
    )
  })

  test('each has a sentence', () => {
    const words = createTranslator({
      locale: 'en',
      messages: { edits: messages.en.edits },
      onError: (error) => expect.unreachable(error.message),
    })
    fc.assert(
      fc.property(edits, (edit) => {
        for (const one of [edit, invert(start, edit)]) {
          const { key, values } = describe(start, one)
          expect(words(key as Parameters<typeof words>[0], values)).not.toContain('edits.')
        }
      }),
    )
  })
})
