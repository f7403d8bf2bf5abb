import * as z from 'zod'
import { listOf, TAGS, tagsAfter } from '#domain/member/tags.ts'
import { problem } from './check.ts'
import type { NodeDefinition } from './definition.ts'
import { textOf } from './phrase.ts'

const tags = z.array(z.string().trim().min(1).max(100)).max(100).default([])
const settings = z.strictObject({ add: tags, remove: tags }).refine(({ add, remove }) => add.length + remove.length > 0, { path: ['add'] })

/** Puts tags on the member and takes them off. */
export const actionTag: NodeDefinition<typeof settings> = {
  kind: 'action.tag',
  settings,
  blank: { add: [], remove: [] },
  outlets: () => ['next'],
  waits: false,
  summary: (draft) => {
    const names = [...listIn(draft.add).map((tag) => `+${tag}`), ...listIn(draft.remove).map((tag) => `-${tag}`)]
    return names.length === 0
      ? { key: 'nodes.action.tag.summaryEmpty' }
      : { key: 'nodes.action.tag.summary', values: { tags: names.join(' ') } }
  },
  problems: (draft) => {
    const [add, remove] = [listIn(draft.add), listIn(draft.remove)]
    if (add.length + remove.length === 0) return [problem('tagsNone', '/add')]
    return remove.filter((tag) => add.includes(tag)).map((tag) => problem('tagTwice', '/remove', { tag }))
  },
  reads: () => [TAGS],
  decide: ({ settings: { add, remove }, member }) => {
    const before = listOf(member.attributes[TAGS])
    const after = tagsAfter(before, { add, remove })
    const isSame = before.length === after.length && before.every((tag, at) => tag === after[at])
    return { does: 'apply', effects: isSame ? [] : [{ do: 'change', set: { [TAGS]: after } }], outlet: 'next' }
  },
}

const listIn = (tags: unknown): string[] => (Array.isArray(tags) ? tags.map(textOf).filter((tag) => tag !== '') : [])
