'use client'
import { useTranslations } from 'next-intl'
import { cx } from '#components/ui/cx.ts'
import { HereNow, LiveInspector } from './LiveInspector.tsx'
import { LiveJourney } from './LiveJourney.tsx'
import type { useLive } from './useLive.ts'

type Props = { journeyId: string; live: ReturnType<typeof useLive>; nodeKey: string | undefined; onClose: () => void }

/** Beside the live canvas: the chosen node, else how passages ended. */
export function LiveAside({ journeyId, live, nodeKey, onClose }: Props) {
  const t = useTranslations('designer')
  const node = live.graph?.nodes.find((one) => one.key === nodeKey)
  const counts = (nodeKey && live.report?.nodes[nodeKey]) || { entered: 0, waiting: 0, left: {} }
  return (
    <aside
      aria-label={t('inspector')}
      className={cx(
        'flex w-inspector shrink-0 flex-col overflow-hidden border-l border-line bg-surface',
        'max-wide:absolute max-wide:inset-y-0 max-wide:right-0 max-wide:z-10 max-wide:shadow-lift-3',
        !node && 'max-wide:hidden',
      )}
    >
      {node ? (
        <LiveInspector node={node} counts={counts} onClose={onClose}>
          <HereNow journeyId={journeyId} node={node} waiting={counts.waiting} />
        </LiveInspector>
      ) : (
        <LiveJourney report={live.report} />
      )}
    </aside>
  )
}
