'use client'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { useSubmit } from '#components/forms/useSubmit.ts'
import { Button } from '#components/ui/Button.tsx'
import { Dialog } from '#components/ui/Dialog.tsx'
import { Select } from '#components/ui/Input.tsx'
import { errorActs } from '#domain/journey/errors.ts'
import type { ReportNode } from '#domain/report/view.ts'
import { useNodeName } from './NodeName.tsx'

export type ErrorAct = (typeof errorActs)[number]
type Props = {
  /** How many it would be about. */
  count: number
  /** Some were chosen by hand; otherwise all that match. */
  isChosen: boolean
  /** In a journey that has ended nobody can go on. */
  mayGoOn: boolean
  nodes: readonly ReportNode[]
  onAct: (act: ErrorAct, node: string | undefined) => Promise<unknown>
}

/** What can be done with passages in ERROR; each act asks once, with how many it is about. */
export function ErrorActs({ count, isChosen, mayGoOn, nodes, onAct }: Props) {
  const t = useTranslations('report.errors')
  const [asked, setAsked] = useState<ErrorAct | null>(null)
  return (
    <div className="flex flex-wrap items-center gap-2">
      <span className="num mr-2 font-medium">{t(isChosen ? 'chosen' : 'matching', { count })}</span>
      {errorActs
        .filter((act) => mayGoOn || act === 'exit')
        .map((act) => (
          <Button key={act} small disabled={count === 0} look={act === 'exit' ? 'ghost' : 'plain'} onClick={() => setAsked(act)}>
            {t(`act.${act}`)}
          </Button>
        ))}
      {asked && <Confirm act={asked} count={count} nodes={nodes} onAct={onAct} onClose={() => setAsked(null)} />}
    </div>
  )
}

type ConfirmProps = Pick<Props, 'count' | 'nodes' | 'onAct'> & { act: ErrorAct; onClose: () => void }

function Confirm({ act, count, nodes, onAct, onClose }: ConfirmProps) {
  const t = useTranslations('report.errors')
  const common = useTranslations('common')
  const nameOf = useNodeName()
  const targets = nodes.filter(({ kind, isLive }) => isLive && !kind.startsWith('trigger.'))
  const [node, setNode] = useState(targets[0]?.key)
  const { busy, failure, submit } = useSubmit([])
  const confirm = async () => {
    if (await submit(() => onAct(act, act === 'move' ? node : undefined))) onClose()
  }
  return (
    <Dialog
      open
      onClose={onClose}
      title={t(`ask.${act}.title`, { count })}
      lead={t(`ask.${act}.lead`)}
      footer={
        <>
          <Button onClick={onClose}>{common('cancel')}</Button>
          <Button look={act === 'exit' ? 'danger' : 'primary'} disabled={busy} onClick={confirm}>
            {t(`act.${act}`)}
          </Button>
        </>
      }
    >
      {act === 'move' && (
        <Select aria-label={t('target')} className="w-full" value={node} onChange={(event) => setNode(event.target.value)}>
          {targets.map((one) => (
            <option key={one.key} value={one.key}>
              {nameOf(one)}
            </option>
          ))}
        </Select>
      )}
      {failure && (
        <p role="alert" className="text-small text-bad-text">
          {failure}
        </p>
      )}
    </Dialog>
  )
}
