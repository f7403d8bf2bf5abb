'use client'
import { Bell, Mail, MessageCircle, MessageSquareText, Webhook } from 'lucide-react'
import { useTranslations } from 'next-intl'
import type { ReactNode } from 'react'
import type { JourneyListItem } from '#domain/journey/resource.ts'

type Channel = JourneyListItem['channels'][number]
const icons: Record<Channel, ReactNode> = {
  email: <Mail />,
  sms: <MessageSquareText />,
  push: <Bell />,
  line: <MessageCircle />,
  webhook: <Webhook />,
}
export const channels = ['email', 'sms', 'push', 'line', 'webhook'] as const satisfies readonly Channel[]

/** The channels a journey sends on, as icons with names. */
export function Channels({ of }: { of: readonly Channel[] }) {
  const t = useTranslations('common.channel')
  return (
    <span className="flex gap-1 text-text-3">
      {of.map((channel) => (
        <span key={channel} role="img" aria-label={t(channel)} title={t(channel)}>
          {icons[channel]}
        </span>
      ))}
    </span>
  )
}
