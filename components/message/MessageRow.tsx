'use client'
import Link from 'next/link'
import { useTranslations } from 'next-intl'
import { useWorkspace } from '#components/shell/workspace.tsx'
import { Td, Tr } from '#components/ui/Table.tsx'
import { useFormat, useWhen } from '#components/useFormat.ts'
import type { MessageResource } from '#domain/message/resource.ts'
import { MessageState, useReason } from './MessageState.tsx'
import { useHeld } from './useHeld.ts'
import { receiverOf } from './view.ts'

type Props = { message: MessageResource; current: boolean; onOpen: (message: MessageResource) => void }

/** One line of the ledger; why it was not sent is its second line. */
export function MessageRow({ message, current, onOpen }: Props) {
  const t = useTranslations('sending.ledger')
  const { path } = useWorkspace()
  const format = useFormat()
  const when = useWhen()
  const heldOf = useHeld()
  const reasonOf = useReason()
  const reason = message.held ? heldOf(message.reason, message.held) : reasonOf(message.reason)
  const address = receiverOf(message)
  return (
    <Tr current={current}>
      <Td className="h-13.5! max-w-60 pl-6">
        <Link
          href={path(`/members/${message.member.id}`)}
          className="cut block font-strong hover:text-accent-text"
          title={address ?? undefined}
        >
          {address ?? <span className="text-text-3">{t('noAddress')}</span>}
        </Link>
        <div className="cut text-small text-text-2">{message.member.userId}</div>
      </Td>
      <Td className="max-w-82">
        <button
          type="button"
          onClick={() => onOpen(message)}
          className="cut block max-w-full text-left hover:text-accent-text"
          title={message.subject ?? undefined}
        >
          {message.subject ?? <span className="text-text-3">{t('noSubject')}</span>}
        </button>
      </Td>
      <Td className="max-w-48 max-wide:hidden">
        {message.journey && (
          <Link href={path(`/journeys/${message.journey.id}`)} className="cut block text-text-2 hover:text-accent-text">
            {message.journey.name}
          </Link>
        )}
      </Td>
      <Td className="max-w-72">
        <MessageState status={message.status} isHeld={message.held !== null} />
        {reason && (
          <div className="cut text-small text-text-2" title={reason}>
            {reason}
          </div>
        )}
      </Td>
      <Td className="whitespace-nowrap text-text-2">
        {message.clickedAt ? t('clicked') : message.openedAt ? t('opened') : <span className="text-text-3">–</span>}
      </Td>
      <Td className="whitespace-nowrap text-text-2">
        <time dateTime={message.createdAt} title={format.full(message.createdAt)}>
          {when(message.createdAt)}
        </time>
      </Td>
    </Tr>
  )
}
