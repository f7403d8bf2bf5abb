'use client'
import { useTranslations } from 'next-intl'
import { cx } from '#components/ui/cx.ts'
import { useFormat, useWhen } from '#components/useFormat.ts'
import type { SandboxMessage } from '#domain/message/resource.ts'

/** One message of the inbox: unread ones bold, with a dot. */
export function SandboxLine({ message, current, onOpen }: { message: SandboxMessage; current: boolean; onOpen: (id: string) => void }) {
  const t = useTranslations('sending.sandbox')
  const format = useFormat()
  const when = useWhen()
  const isUnread = message.readAt === null
  return (
    <li data-id={message.id}>
      <button
        type="button"
        aria-current={current || undefined}
        onClick={() => onOpen(message.id)}
        className={cx(
          'grid w-full grid-cols-[8px_minmax(0,1fr)_auto] items-center gap-x-2 rounded-r2 px-2 py-1.75 text-left calm',
          current ? 'bg-accent-soft' : 'hover:bg-surface-hover',
        )}
      >
        <span className={cx('size-1.75 rounded-full', isUnread && 'bg-accent')}>
          {isUnread && <span className="sr-only">{t('unreadMark')}</span>}
        </span>
        <span className={cx('cut', isUnread && 'font-strong')} title={message.subject}>
          {message.subject}
        </span>
        <time dateTime={message.at} title={format.full(message.at)} className="num text-small whitespace-nowrap text-text-2">
          {when(message.at)}
        </time>
        <span />
        <span className="cut col-span-2 text-small text-text-2" title={message.to}>
          {message.to}
          {message.journey && `, ${message.journey.name}`}
        </span>
      </button>
    </li>
  )
}
