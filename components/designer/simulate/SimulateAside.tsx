'use client'
import { X } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { useEffect, useState } from 'react'
import { ApiError } from '#components/api.ts'
import { LiveInspector } from '#components/designer/LiveInspector.tsx'
import { useVersions } from '#components/designer/useVersions.ts'
import { IconButton } from '#components/ui/Button.tsx'
import { cx } from '#components/ui/cx.ts'
import { Failure } from '#components/ui/EmptyState.tsx'
import type { DraftNode, Graph } from '#domain/journey/document.ts'
import type { JourneyResource } from '#domain/journey/resource.ts'
import type { SimulateForm as Form } from './form.ts'
import { Assumptions, SimulatedResult } from './SimulatedResult.tsx'
import { SimulatedWays } from './SimulatedWays.tsx'
import { SimulateForm } from './SimulateForm.tsx'
import type { Run, useSimulation } from './useSimulation.ts'

type Props = {
  journey: JourneyResource
  draft: Graph
  form: Form
  onForm: (form: Form) => void
  simulation: ReturnType<typeof useSimulation>
  problems: number
  onProblems: () => void
  /** The node chosen on the canvas. */
  node: DraftNode | undefined
  onNode: (key: string | null) => void
  /** Which of one member's passages is looked at. */
  passage: number
  onPassage: (at: number) => void
  /** On a narrow window it lies over the canvas, and can be put away. */
  open: boolean
  onClose: () => void
}

/** Beside the canvas while one simulates: the form, then what came of it. */
export function SimulateAside(props: Props) {
  const { journey, simulation, node, onNode, open, onClose } = props
  const t = useTranslations('designer.simulate')
  const d = useTranslations('designer')
  const versions = useVersions(journey)
  const { run } = simulation
  const counts = run.at === 'done' && node ? run.result.nodes[node.key] : undefined
  return (
    <aside
      aria-label={t('title')}
      className={cx(
        'flex w-inspector shrink-0 flex-col overflow-hidden border-l border-line bg-surface',
        'max-wide:absolute max-wide:inset-y-0 max-wide:right-0 max-wide:z-10 max-wide:shadow-lift-3',
        !open && 'max-wide:hidden',
      )}
    >
      {node && counts ? (
        <LiveInspector simulated node={node} counts={counts} onClose={() => onNode(null)}>
          <p className="border-t border-line px-4 py-3 text-text-2">{t('hereAtEnd', { count: counts.waiting })}</p>
        </LiveInspector>
      ) : (
        <>
          <div className="flex h-14 shrink-0 items-center gap-2 border-b border-line px-4">
            <h2 className="flex-1 text-title font-strong">{t('title')}</h2>
            <IconButton label={d('closeInspector')} onClick={onClose} className="wide:hidden">
              <X />
            </IconButton>
          </div>
          <div className="min-h-0 flex-1 overflow-y-auto">
            <SimulateForm
              form={props.form}
              onForm={props.onForm}
              versions={versions.data?.data.map(({ number }) => number) ?? []}
              liveVersion={journey.version}
              problems={props.problems}
              onProblems={props.onProblems}
              simulation={simulation}
            />
            <div className="border-t border-line" aria-live="polite">
              <Outcome {...props} run={run} />
            </div>
          </div>
        </>
      )}
    </aside>
  )
}

function Outcome({ run, draft, passage, onPassage }: Props & { run: Run }) {
  const t = useTranslations('designer.simulate')
  if (run.at === 'idle') return <p className="p-4 text-text-2">{t('lead')}</p>
  if (run.at === 'running') return <Working since={run.since} />
  if (run.at === 'failed') return <Refused error={run.error} />
  const { played, result } = run
  const isOld = played.version === 'draft' && (played.graph.nodes !== draft.nodes || played.graph.paths !== draft.paths)
  const old = isOld && <p className="px-4 pt-3 text-small text-warn-text">{t('changedSince')}</p>
  if (played.way === 'backtest')
    return (
      <>
        {old}
        <SimulatedResult result={result} />
      </>
    )
  return (
    <>
      {old}
      <SimulatedWays passages={result.paths?.[0]?.passages ?? []} at={passage} onAt={onPassage} graph={played.graph} />
      <Assumptions sentences={result.assumptions} />
    </>
  )
}

/** Nothing tells how far it is: that it works, and since when. */
function Working({ since }: { since: number }) {
  const t = useTranslations('designer.simulate')
  const [now, setNow] = useState(since)
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), 1_000)
    return () => clearInterval(timer)
  }, [])
  return (
    <div className="grid gap-2 p-4">
      <p>{t('working')}</p>
      <progress className="block h-1 w-full accent-accent" aria-label={t('working')} />
      <p className="num text-small text-text-2">{t('since', { seconds: Math.max(0, Math.round((now - since) / 1_000)) })}</p>
    </div>
  )
}

function Refused({ error }: { error: Error }) {
  const t = useTranslations('designer.simulate')
  const errors = error instanceof ApiError ? (error.problem.errors ?? []) : []
  return (
    <Failure className="m-4" title={t('failed')} requestId={error instanceof ApiError ? error.requestId : null}>
      {error.message}
      {errors.length > 1 && (
        <ul className="mt-1 grid list-disc gap-1 pl-4 text-small">
          {errors.slice(0, 5).map(({ pointer, detail }) => (
            <li key={`${pointer} ${detail}`}>{detail}</li>
          ))}
        </ul>
      )}
    </Failure>
  )
}
