'use client'
import { useTranslations } from 'next-intl'
import type { ReactNode } from 'react'
import { useFormat } from '#components/useFormat.ts'
import type { DraftNode } from '#domain/journey/document.ts'
import { categoryOf } from '#domain/nodes/kinds.ts'
import { definitionOf } from '#domain/nodes/registry.ts'
import type { LiveCounts } from './derive.ts'

/** In Live the sentence gives way to counts: entered; in and out; in and ended. */
export function LiveSentence({ node, live }: { node: DraftNode; live: LiveCounts }) {
  const t = useTranslations('designer.live')
  const format = useFormat()
  const { counts, show, entered } = live
  const number = (value: number) => (show.share && entered > 0 ? format.percent(value / entered) : format.number(value))
  const bold = (chunks: ReactNode) => <b className="num font-medium text-text">{chunks}</b>
  const left = [...Object.values(counts.left), ...Object.values(counts.stopped ?? {})].reduce((sum, one) => sum + one, 0)
  const definition = definitionOf(node.kind)
  const values = { entered: number(counts.entered), left: number(left), suppressed: number(counts.messages?.suppressed ?? 0), b: bold }
  if (categoryOf(node.kind) === 'trigger') return t.rich('sentence.trigger', values)
  if (definition.outlets(node.settings).length === 0) return t.rich('sentence.end', values)
  if (counts.messages && counts.messages.suppressed > 0) return t.rich('sentence.suppressed', values)
  if (definition.waits) return t.rich('sentence.wait', values)
  return t.rich('sentence.in', values)
}
