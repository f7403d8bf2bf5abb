'use client'
import { useTranslations } from 'next-intl'
import { StateDot, type StateTone } from '#components/ui/StateDot.tsx'
import type { MessageResource } from '#domain/message/resource.ts'

const tones: Record<MessageResource['status'], StateTone> = {
  pending: 'waiting',
  accepted: 'ok',
  unknown: 'held',
  failed: 'error',
  suppressed: 'held',
}

/** A dot and a word; why it stands so is a sentence (`useReason`). */
export function MessageState({ status, isHeld = false }: { status: MessageResource['status']; isHeld?: boolean }) {
  const t = useTranslations('sending.status')
  return <StateDot tone={tones[status]}>{t(isHeld ? 'held' : status)}</StateDot>
}

/** The reason of a message's state as a sentence; null when there is nothing to explain. */
export function useReason(): (reason: string | null) => string | null {
  const t = useTranslations('sending.reason')
  return (reason) => {
    if (!reason) return null
    const key = reason as Parameters<typeof t.has>[0]
    return t.has(key) ? t(key, { reason }) : t('other', { reason })
  }
}
