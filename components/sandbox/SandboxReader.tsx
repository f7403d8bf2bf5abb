'use client'
import { Check, Eye, Mail, TriangleAlert } from 'lucide-react'
import Link from 'next/link'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { MailFrame } from '#components/message/MailFrame.tsx'
import { useWorkspace } from '#components/shell/workspace.tsx'
import { Button, buttonClass } from '#components/ui/Button.tsx'
import { Failure } from '#components/ui/EmptyState.tsx'
import { Skeleton } from '#components/ui/Skeleton.tsx'
import { Table, Td, Th } from '#components/ui/Table.tsx'
import { SegmentedControl, Tabs } from '#components/ui/Tabs.tsx'
import { useFormat } from '#components/useFormat.ts'
import type { SandboxMessageDetail } from '#domain/message/resource.ts'
import { useSandboxMessage } from './useSandbox.ts'

type Part = 'preview' | 'text' | 'html' | 'headers'
const parts: Part[] = ['preview', 'text', 'html', 'headers']

type Props = { id: string /** What the server rendered first. */; first: SandboxMessageDetail | null; onMarkUnread: () => void }

/** A message of the sandbox: who, what, as it looks, as text, its source and its headers. */
export function SandboxReader({ id, first, onMarkUnread }: Props) {
  const t = useTranslations('sending.sandbox')
  const { path } = useWorkspace()
  const { data: message, error } = useSandboxMessage(id, first)
  const [part, setPart] = useState<Part>('preview')
  const [width, setWidth] = useState<'desktop' | 'phone'>('desktop')
  if (error && !message)
    return (
      <div className="p-6">
        <Failure title={t('failed')}>{error.message}</Failure>
      </div>
    )
  if (!message)
    return (
      <div className="grid content-start gap-3 p-6" aria-busy>
        <Skeleton className="w-66" />
        <Skeleton className="w-44" />
      </div>
    )
  return (
    <section aria-label={message.subject} className="flex min-h-0 min-w-0 flex-col">
      <header className="shrink-0 px-6 pt-3.5 pb-3">
        <div className="flex items-center gap-2">
          <h2 className="cut flex-1 text-page font-strong tracking-[-0.01em]" title={message.subject}>
            {message.subject}
          </h2>
          <Button look="ghost" icon={<Mail />} onClick={onMarkUnread} aria-keyshortcuts="u">
            {t('markUnread')}
          </Button>
          <Link href={path(`/members/${message.member.id}`)} className={buttonClass()}>
            {t('openMember')}
          </Link>
        </div>
        <Envelope message={message} />
      </header>
      <div className="flex shrink-0 items-center border-b border-line">
        <Tabs
          label={t('view')}
          value={part}
          onChange={setPart}
          listClassName="border-b-0 px-6"
          items={parts.map((value) => ({ value, label: t(`tab.${value}`) }))}
        />
        <span className="flex-1" />
        {part === 'preview' && (
          <SegmentedControl
            className="mr-6"
            label={t('width')}
            value={width}
            onChange={setWidth}
            items={[
              { value: 'desktop', label: t('desktop') },
              { value: 'phone', label: t('phone') },
            ]}
          />
        )}
      </div>
      <div className="min-h-0 flex-1 bg-surface-sunk px-6 py-5">
        {part === 'preview' && <MailFrame html={message.html} title={t('frame')} width={width} opensLinks />}
        {(part === 'text' || part === 'html') && <Source text={part === 'text' ? message.text : message.html} />}
        {part === 'headers' && <Headers message={message} />}
      </div>
      {message.channel === 'email' && <Checks message={message} />}
    </section>
  )
}

function Envelope({ message }: { message: SandboxMessageDetail }) {
  const t = useTranslations('sending.sandbox')
  const { path } = useWorkspace()
  return (
    <dl className="mt-2 grid grid-cols-[44px_minmax(0,1fr)] gap-x-2 gap-y-0.75 text-small">
      <dt className="text-text-3">{t('from')}</dt>
      <dd className="cut">{message.from}</dd>
      <dt className="text-text-3">{t('to')}</dt>
      <dd className="cut">{message.to}</dd>
      {message.journey && (
        <>
          <dt className="text-text-3">{t('node')}</dt>
          <dd className="cut">
            {message.nodeKey && <code>{message.nodeKey} </code>}
            <Link href={path(`/journeys/${message.journey.id}`)} className="text-accent-text underline">
              {t('in', { journey: message.journey.name })}
            </Link>
          </dd>
        </>
      )}
    </dl>
  )
}

const Source = ({ text }: { text: string }) => (
  <pre
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
    tabIndex={0}
    className="h-full overflow-auto rounded-r3 border border-line-strong bg-surface p-4 font-mono text-small whitespace-pre-wrap"
  >
    {text}
  </pre>
)

function Headers({ message }: { message: SandboxMessageDetail }) {
  const t = useTranslations('sending.sandbox')
  const all = { From: message.from, To: message.to, Subject: message.subject, ...message.headers }
  return (
    <div className="h-full overflow-auto rounded-r3 border border-line-strong bg-surface">
      <Table aria-label={t('tab.headers')}>
        <thead>
          <tr>
            <Th>{t('header.name')}</Th>
            <Th>{t('header.value')}</Th>
          </tr>
        </thead>
        <tbody>
          {Object.entries(all).map(([name, value]) => (
            <tr key={name}>
              <Td className="whitespace-nowrap">{name}</Td>
              <Td className="py-1.5 break-all">
                <code>{value}</code>
              </Td>
            </tr>
          ))}
        </tbody>
      </Table>
    </div>
  )
}

/** What a careful sender looks at before the real thing. */
function Checks({ message }: { message: SandboxMessageDetail }) {
  const t = useTranslations('sending.sandbox')
  const format = useFormat()
  const hasWayOut = /\/u\/[\w-]+/.test(message.html) && 'List-Unsubscribe-Post' in message.headers
  const links = message.html.match(/\/t\/c\/[\w-]+/g)?.length ?? 0
  return (
    <ul className="flex shrink-0 flex-wrap gap-x-6 gap-y-1 border-t border-line px-6 py-2.75 text-small">
      <CheckLine good={hasWayOut}>{t('check.unsubscribe')}</CheckLine>
      <CheckLine good={message.text.trim() !== ''}>{t('check.text')}</CheckLine>
      <CheckLine good>{t('check.links', { count: links })}</CheckLine>
      <li className="flex items-center gap-1.5 text-text-2">
        <Eye className="size-3.5" />
        {message.clickedAt
          ? t('clicked', { when: format.dateTime(message.clickedAt) })
          : message.openedAt
            ? t('opened', { when: format.dateTime(message.openedAt) })
            : t('check.counts')}
      </li>
    </ul>
  )
}

const CheckLine = ({ good, children }: { good: boolean; children: React.ReactNode }) => (
  <li className="flex items-center gap-1.5">
    {good ? <Check className="size-3.5 text-good-text" /> : <TriangleAlert className="size-3.5 text-warn-text" />}
    {children}
  </li>
)
