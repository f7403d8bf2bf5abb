import * as z from 'zod'
import type { Text } from '#domain/text.ts'
import { problem } from './check.ts'
import type { NodeDefinition } from './definition.ts'
import { textOf } from './phrase.ts'
import { attributesIn, entriesOf, renderValues, typesSchema, valueProblems, valuesSchema } from './values.ts'

const settings = z
  .strictObject({
    /** Attribute -> JSON, or Liquid text. */
    set: valuesSchema,
    /** What a Liquid text is turned into. */
    types: typesSchema,
    remove: z.array(z.string().trim().min(1).max(200)).max(100).default([]),
  })
  .refine(({ set, remove }) => Object.keys(set).length + remove.length > 0, { path: ['set'] })

/** Writes attributes of the member; what comes after it in the walk sees them. */
export const actionAttribute: NodeDefinition<typeof settings> = {
  kind: 'action.attribute',
  settings,
  blank: { set: {}, remove: [] },
  outlets: () => ['next'],
  waits: false,
  summary: ({ set, remove }): Text => {
    const [names, gone] = [entriesOf(set).map(([name]) => name), namesIn(remove)]
    const count = names.length + gone.length
    if (count === 0) return { key: 'nodes.action.attribute.summaryEmpty' }
    if (count > 1) return { key: 'nodes.action.attribute.summarySeveral', values: { names: [...names, ...gone].join(', ') } }
    const [only] = entriesOf(set)
    if (!only) return { key: 'nodes.action.attribute.summaryRemove', values: { name: gone[0] ?? '' } }
    return { key: 'nodes.action.attribute.summary', values: { name: only[0], value: shown(only[1]) } }
  },
  problems: ({ set, remove }, context) => {
    const gone = namesIn(remove)
    const names = entriesOf(set).map(([name]) => name)
    if (names.length + gone.length === 0) return [problem('attributesNone', '/set')]
    const twice = gone.filter((name) => names.includes(name))
    return [...valueProblems(set, '/set', context), ...twice.map((name) => problem('attributeTwice', '/remove', { name }))]
  },
  reads: ({ set, remove }) => [...Object.keys(set), ...remove, ...attributesIn(set)],
  decide: ({ settings: { set, types, remove }, member, standing, now, render }) => {
    const rendered = renderValues(set, { types, render, at: { member, standing, now } })
    if (!rendered.ok) return { does: 'fail', error: 'liquid_failed' }
    const gone = Object.fromEntries(remove.map((name) => [name, null]))
    return { does: 'apply', effects: [{ do: 'change', set: { ...gone, ...rendered.values } }], outlet: 'next' }
  },
}

const namesIn = (names: unknown): string[] => (Array.isArray(names) ? names.map(textOf).filter((name) => name !== '') : [])
const shown = (value: unknown) => (typeof value === 'string' ? value : (JSON.stringify(value) ?? ''))
