import { Bell, Mail, MessageCircle, MessageSquareText, Webhook } from 'lucide-react'
import type { Channel } from '#domain/message/channel.ts'

const icons = { email: Mail, sms: MessageSquareText, push: Bell, line: MessageCircle, webhook: Webhook } satisfies Record<Channel, unknown>

/** Decorative: the channel's name stands beside it. */
export function ChannelIcon({ channel, className }: { channel: Channel; className?: string }) {
  const Icon = icons[channel]
  return <Icon aria-hidden {...(className ? { className } : {})} />
}
