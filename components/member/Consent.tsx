'use client'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { useTopicName, useTopics } from '#components/forms/useTopics.ts'
import { useWorkspace } from '#components/shell/workspace.tsx'
import { StateDot, type StateTone } from '#components/ui/StateDot.tsx'
import { useFormat } from '#components/useFormat.ts'
import type { MemberResource } from '#domain/member/resource.ts'
import { type Channel, channels } from '#domain/message/channel.ts'
import { ChannelIcon } from './ChannelIcon.tsx'
import { ConsentDialog } from './ConsentDialog.tsx'

type Line = { channel: Channel; topic: string; record: MemberResource['consent'][number] | null }
const tones: Record<'granted' | 'denied' | 'pending', StateTone> = { granted: 'ok', denied: 'denied', pending: 'paused' }

/** May we send this member this channel, and about this topic: email and its topics always, others where something is recorded. */
export function Consent({ member }: { member: MemberResource }) {
  const t = useTranslations('members.consent')
  const channelName = useTranslations('common.channel')
  const { may } = useWorkspace()
  const format = useFormat()
  const [changed, setChanged] = useState<Line | null>(null)
  const topicName = useTopicName()
  const offered = (useTopics().data?.data ?? []).filter(({ archivedAt }) => archivedAt === null).map(({ key }) => key)
  const lines = linesOf(member, offered)
  return (
    <section aria-labelledby="consent" className="mt-5">
      <h2 id="consent" className="mb-2 font-strong">
        {t('title')}
      </h2>
      <ul className="grid grid-cols-[minmax(0,1fr)] gap-2">
        {lines.map((line) => {
          const name = line.topic
            ? t('topic', { channel: channelName(line.channel), topic: topicName(line.topic) })
            : channelName(line.channel)
          const record = line.record
          return (
            <li key={`${line.channel} ${line.topic}`} className="flex items-center gap-2">
              <span className="text-text-3">
                <ChannelIcon channel={line.channel} />
              </span>
              <span className="cut" title={name}>
                {name}
              </span>
              <span className="flex-1" />
              <span
                className="shrink-0"
                title={record ? `${t('by', { source: record.source })}, ${format.full(record.at)}` : t('unknownHint')}
              >
                <StateDot tone={record ? tones[record.state] : 'draft'}>
                  {record ? t('since', { state: t(record.state), date: format.day(record.at) }) : t('unknown')}
                </StateDot>
              </span>
              {may('editor') && (
                <button
                  type="button"
                  aria-label={t('changeTitle', { channel: name })}
                  className="text-small font-medium text-accent-text hover:underline"
                  onClick={() => setChanged(line)}
                >
                  {t('change')}
                </button>
              )}
            </li>
          )
        })}
      </ul>
      {changed && <ConsentDialog member={member} line={changed} onClose={() => setChanged(null)} />}
    </section>
  )
}

function linesOf({ consent }: MemberResource, offered: readonly string[]): Line[] {
  return channels.flatMap((channel) => {
    const records = consent.filter((record) => record.channel === channel)
    const whole = records.find((record) => record.topic === '') ?? null
    const topics = records.filter((record) => record.topic !== '').map((record) => ({ channel, topic: record.topic, record }))
    if (channel !== 'email') return [...(whole ? [{ channel, topic: '', record: whole }] : []), ...topics]
    const unsaid = offered.filter((key) => topics.every(({ topic }) => topic !== key)).map((topic) => ({ channel, topic, record: null }))
    return [{ channel, topic: '', record: whole }, ...topics, ...unsaid]
  })
}
