'use client'
import { useTranslations } from 'next-intl'
import { cx } from '#components/ui/cx.ts'
import { Meter } from '#components/ui/Sparkline.tsx'
import { useFormat } from '#components/useFormat.ts'
import type { Problem } from '#domain/journey/problem.ts'
import type { MessageCounts } from '#domain/report/shape.ts'
import { useCanvasActions } from './CanvasContext.ts'
import { useNodeWords } from './useNodeWords.ts'

/** Says what is wrong in a few words and leads to where it is put right. */
export function FixStrip({ nodeKey, problems, tall }: { nodeKey: string; problems: readonly Problem[]; tall: boolean }) {
  const t = useTranslations('designer')
  const words = useNodeWords()
  const { open } = useCanvasActions()
  const first = problems.find((problem) => problem.severity === 'problem')
  if (!first) return null
  const sentence = words.problem(first)
  return (
    <div
      className={cx(
        'flex items-center gap-2 rounded-b-[9px] border-t border-line bg-bad-soft px-3 text-small font-medium text-bad-text',
        tall ? 'h-13' : 'h-7.5',
      )}
    >
      <span className={cx('flex-1', tall ? 'line-clamp-2' : 'cut')} title={sentence}>
        {tall ? sentence : sentence.split(/\.\s/)[0]?.replace(/\.$/, '')}
      </span>
      <button type="button" className="nodrag shrink-0 text-accent-text" onClick={() => open(nodeKey)}>
        {t('fix')}
      </button>
    </div>
  )
}

/** The message in a line or two. */
export function PeekStrip({ peek }: { peek: { title: string; line: string } | null }) {
  return (
    <div className="mx-2 flex h-11 items-center gap-2.5 rounded-r2 bg-surface-sunk px-2 py-1.5 text-small">
      <span aria-hidden className="grid h-8 w-6.5 shrink-0 content-start gap-1 rounded-[2px] border border-line-strong bg-raised p-1">
        <span className="h-0.5 w-2 bg-action" />
        <span className="h-2 bg-idle-soft" />
        <span className="h-0.5 bg-line-strong" />
        <span className="h-0.5 w-2.5 bg-line-strong" />
      </span>
      <span className="min-w-0 flex-1">
        <span className="cut block font-medium">{peek?.title}</span>
        <span className="cut block text-text-2">{peek?.line}</span>
      </span>
    </div>
  )
}

/** Of the messages that were created: sent, opened, clicked. */
export function FunnelStrip({ messages }: { messages: MessageCounts }) {
  const t = useTranslations('designer.live')
  const format = useFormat()
  const rows = [
    { name: t('sent'), share: ratio(messages.sent, messages.created) },
    { name: t('opened'), share: ratio(messages.opened, messages.sent) },
    { name: t('clicked'), share: ratio(messages.clicked, messages.sent) },
  ]
  return (
    <div className="mx-3 -mt-0.5 grid h-12.5 content-start gap-0.75">
      {rows.map((row) => (
        <div key={row.name} className="num grid grid-cols-[52px_1fr_46px] items-center gap-1.5 text-small leading-3.25 text-text-2">
          <span>{row.name}</span>
          <Meter share={row.share ?? 0} />
          <span className="text-right text-text">{format.percent(row.share)}</span>
        </div>
      ))}
    </div>
  )
}

const ratio = (part: number, whole: number) => (whole > 0 ? part / whole : null)
