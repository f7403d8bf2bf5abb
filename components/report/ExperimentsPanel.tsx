'use client'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { ApiError } from '#components/api.ts'
import { useWorkspace } from '#components/shell/workspace.tsx'
import { Button } from '#components/ui/Button.tsx'
import { Failure } from '#components/ui/EmptyState.tsx'
import { Skeleton } from '#components/ui/Skeleton.tsx'
import { useToast } from '#components/ui/Toast.tsx'
import type { Experiment } from '#domain/experiment/resource.ts'
import type { JourneyHead } from '#domain/report/page.ts'
import { ChooseWinnerDialog } from './ChooseWinnerDialog.tsx'
import { ExperimentArms } from './ExperimentArms.tsx'
import { Panel } from './Panel.tsx'
import { useExperiments } from './useExperiments.ts'
import { useVerdict } from './useVerdict.ts'

/** The experiments of the live version: arms with their rates, what the test says, and who won. */
export function ExperimentsPanel({ head }: { head: JourneyHead }) {
  const t = useTranslations('report.experiments')
  const common = useTranslations('common')
  const { experiments, error, refetch, choose } = useExperiments(head.id)
  if (error && !experiments)
    return (
      <Failure
        title={t('failedToLoad')}
        requestId={error instanceof ApiError ? error.requestId : null}
        retry={
          <Button small onClick={() => void refetch()}>
            {common('retry')}
          </Button>
        }
      >
        {error.message}
      </Failure>
    )
  if (!experiments) return <Skeleton className="h-40" />
  return experiments.map((experiment) => (
    <ExperimentPanel key={experiment.key} experiment={experiment} onChoose={(arm) => choose(experiment.key, { arm })} />
  ))
}

function ExperimentPanel({ experiment, onChoose }: { experiment: Experiment; onChoose: (arm: string | null) => Promise<void> }) {
  const t = useTranslations('report.experiments')
  const { may } = useWorkspace()
  const toast = useToast()
  const verdict = useVerdict()
  const [isChoosing, setChoosing] = useState(false)
  const { winner } = experiment
  const clear = async () => {
    await onChoose(null).catch((error: Error) => toast({ tone: 'bad', text: error.message }))
  }
  return (
    <Panel
      title={experiment.name ? t('named', { name: experiment.name }) : t('title')}
      aside={
        may('editor') && (
          <>
            {winner && (
              <Button small look="ghost" onClick={() => void clear()}>
                {t('clear')}
              </Button>
            )}
            <Button small onClick={() => setChoosing(true)}>
              {t('choose')}
            </Button>
          </>
        )
      }
    >
      <p className="px-4 pb-3 text-text-2" role="status">
        {verdict.says(experiment)} <span className="text-text-3">{verdict.asks(experiment)}</span>
      </p>
      <ExperimentArms experiment={experiment} />
      {isChoosing && (
        <ChooseWinnerDialog
          experiment={experiment}
          onClose={() => setChoosing(false)}
          onChoose={async (arm) => {
            await onChoose(arm)
            toast({ text: t('chosen', { arm }), undo: () => void clear() })
          }}
        />
      )}
    </Panel>
  )
}
