'use client'
import Link from 'next/link'
import { useTranslations } from 'next-intl'
import type { ReactNode } from 'react'
import { useWorkspace } from '#components/shell/workspace.tsx'
import { buttonClass } from '#components/ui/Button.tsx'
import { Dialog } from '#components/ui/Dialog.tsx'
import { Failure } from '#components/ui/EmptyState.tsx'
import { Skeleton } from '#components/ui/Skeleton.tsx'
import { useFormat } from '#components/useFormat.ts'
import type { MessageDetail, MessageResource } from '#domain/message/resource.ts'
import { MessageEvents } from './MessageEvents.tsx'
import { MessageState, useReason } from './MessageState.tsx'
import { useHeld } from './useHeld.ts'
import { useMessage } from './useLedger.ts'
import { receiverOf } from './view.ts'

/** One message: what it was made from, how it stands and why, and everything that became of it. */
export function MessageDialog({ message, onClose }: { message: MessageResource | null; onClose: () => void }) {
  const t = useTranslations('sending.message')
  const { path } = useWorkspace()
  const { data, error } = useMessage(message?.id ?? null)
  return (
    <Dialog
      width="medium"
      open={message !== null}
      onClose={onClose}
      title={message?.subject ?? t('title')}
      footer={
        data?.sandboxId && (
          <Link href={path(`/sandbox?message=${data.sandboxId}`)} className={buttonClass()}>
            {t('show')}
          </Link>
        )
      }
    >
      {error && <Failure title={t('title')}>{error.message}</Failure>}
      {!data && !error && (
        <div className="grid gap-3" aria-busy>
          <Skeleton className="w-66" />
          <Skeleton className="w-44" />
          <Skeleton className="w-56" />
        </div>
      )}
      {data && <Details message={data} />}
    </Dialog>
  )
}

function Details({ message }: { message: MessageDetail }) {
  const t = useTranslations('sending.message')
  const { path } = useWorkspace()
  const format = useFormat()
  const heldOf = useHeld()
  const reasonOf = useReason()
  const reason = message.held ? heldOf(message.reason, message.held) : reasonOf(message.reason)
  return (
    <div className="grid gap-5">
      <div>
        <MessageState status={message.status} isHeld={message.held !== null} />
        {reason && <p className="mt-1">{reason}</p>}
      </div>
      <dl className="grid grid-cols-[120px_minmax(0,1fr)] gap-x-3 gap-y-1.5">
        <Line label={t('to')}>{receiverOf(message)}</Line>
        <Line label={t('member')}>
          <Link href={path(`/members/${message.member.id}`)} className="text-accent-text hover:underline">
            {message.member.userId ?? message.member.id}
          </Link>
        </Line>
        <Line label={t('journey')}>{message.journey?.name}</Line>
        <Line label={t('template')}>{message.template && t('templateVersion', message.template)}</Line>
        <Line label={t('provider')}>{message.provider?.name}</Line>
        <Line label={t('attempts')}>{message.attempts > 0 && format.number(message.attempts)}</Line>
        <Line label={t('decided')}>{format.full(message.createdAt)}</Line>
        <Line label={t('finished')}>{message.finishedAt && format.full(message.finishedAt)}</Line>
      </dl>
      <section>
        <h3 className="mb-2 text-small font-medium text-text-3">{t('events')}</h3>
        {message.events.length === 0 ? <p className="text-text-2">{t('noEvents')}</p> : <MessageEvents events={message.events} />}
      </section>
    </div>
  )
}

const Line = ({ label, children }: { label: string; children: ReactNode }) =>
  children ? (
    <>
      <dt className="text-text-3">{label}</dt>
      <dd className="cut">{children}</dd>
    </>
  ) : null
