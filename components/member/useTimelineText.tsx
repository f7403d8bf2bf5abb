'use client'
import { useTranslations } from 'next-intl'
import type { ReactNode } from 'react'
import { useReason } from '#components/message/MessageState.tsx'
import { useHeld } from '#components/message/useHeld.ts'
import { useWords } from '#components/report/useWords.ts'
import { useFormat } from '#components/useFormat.ts'
import type { TimelineItem } from '#domain/member/resource.ts'
import { heldDetailSchema } from '#domain/message/resource.ts'
import { changedNames, inBrief, outcomeOf } from './timelineView.ts'

type Shown = { title: ReactNode; below: string; hint?: string }
const strong = (chunks: ReactNode) => <b className="font-medium">{chunks}</b>
const textOf = (value: unknown) => (typeof value === 'string' ? value : '')
const NAMES_MAX = 3
const LATE_MS = 60_000

/** A thing that happened in words: a title, and a line below it. */
export function useTimelineText(item: TimelineItem): Shown {
  const t = useTranslations('members.timeline')
  const channel = useTranslations('common.channel')
  const format = useFormat()
  const words = useWords()
  const reasonOf = useReason()
  const heldOf = useHeld()
  const { kind, name, detail } = item
  const journey = item.journey?.name ?? t('gone')
  const channelName = (value: unknown) => (channel.has(textOf(value) as 'email') ? channel(textOf(value) as 'email') : textOf(value))

  if (kind === 'entered') {
    const version = typeof detail.version === 'number' ? t('version', { version: detail.version }) : ''
    const because = textOf(detail.entry) && t('because', { entry: textOf(detail.entry) })
    return { title: t.rich('entered', { journey, b: strong }), below: [version, because].filter(Boolean).join(', ') }
  }
  if (kind === 'left') {
    const key = detail.status === 'ERROR' ? 'failedIn' : detail.status === 'CANCELED' ? 'canceledIn' : 'left'
    return { title: t.rich(key, { journey, b: strong }), below: words.reason(textOf(detail.reason)) }
  }
  if (kind === 'delivery') {
    const outcome = outcomeOf(name)
    const key = `delivery.${outcome}` as 'delivery.sent'
    const subject = textOf(detail.subject) || textOf(detail.node) || t('noSubject')
    const why =
      textOf(detail.reason) && ['suppressed', 'failed', 'bounced', 'unknown'].includes(outcome) ? reasonOf(textOf(detail.reason)) : ''
    const held = outcome === 'held' ? heldDetailSchema.safeParse(detail).data : undefined
    const below = held ? heldOf(held.reason, held) : [why || item.journey?.name, channelName(detail.channel)].filter(Boolean).join(', ')
    return { title: t.has(key) ? t.rich(key, { subject, b: strong }) : name, below, hint: subject }
  }
  if (kind === 'change') {
    const names = changedNames(detail.changes)
    const shown = names.slice(0, NAMES_MAX).join(', ')
    const more = names.length - NAMES_MAX
    const title =
      more > 0 ? t.rich('changedMore', { names: shown, count: more, b: strong }) : t.rich('changed', { names: shown, b: strong })
    return { title, below: changesInBrief(detail.changes), hint: JSON.stringify(detail.changes) }
  }
  if (kind === 'consent') {
    const key = `consent.${name}` as 'consent.consent_granted'
    const what = [channelName(detail.channel), textOf(detail.topic)].filter(Boolean).join(', ')
    return { title: t.has(key) ? t.rich(key, { channel: what, b: strong }) : name, below: textOf(detail.source) }
  }
  const at = textOf(detail.at)
  const isLate = at !== '' && Math.abs(Date.parse(at) - Date.parse(item.at)) > LATE_MS
  const below = [inBrief(detail.properties), isLate ? t('happened', { time: format.dateTime(at) }) : ''].filter(Boolean).join(' · ')
  return { title: strong(name), below, hint: JSON.stringify(detail.properties) }
}

/** "plan free → pro", of the first changes. */
function changesInBrief(changes: unknown): string {
  if (typeof changes !== 'object' || changes === null) return ''
  return Object.entries(changes)
    .slice(0, NAMES_MAX)
    .map(([name, pair]) => (Array.isArray(pair) ? `${name} ${brief(pair[0])} → ${brief(pair[1])}` : name))
    .join(', ')
}
const brief = (value: unknown) =>
  value === null || value === undefined ? '–' : typeof value === 'object' ? JSON.stringify(value) : String(value)
