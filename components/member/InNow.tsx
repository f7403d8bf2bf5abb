'use client'
import { useTranslations } from 'next-intl'
import { NodeTile, useNodeName } from '#components/report/NodeName.tsx'
import { useFormat } from '#components/useFormat.ts'
import type { ProgressResource } from '#domain/member/resource.ts'

/** The journeys a member is in, where it stands in each and until when. */
export function InNow({ passages, onChoose }: { passages: readonly ProgressResource[]; onChoose: (id: string) => void }) {
  const t = useTranslations('members.now')
  return (
    <section aria-labelledby="in-now" className="mt-5">
      <h2 id="in-now" className="mb-2 font-strong">
        {t('title')}
      </h2>
      {passages.length === 0 && <p className="text-text-2">{t('none')}</p>}
      <ul className="grid gap-2">
        {passages.map((passage) => (
          <li key={passage.id}>
            <button
              type="button"
              onClick={() => onChoose(passage.id)}
              title={t('open')}
              className="block w-full rounded-[8px] border border-line p-2.5 text-left calm hover:bg-surface-hover"
            >
              <span className="flex items-center gap-2">
                <NodeTile kind={passage.node?.kind ?? ''} small />
                <span className="cut flex-1 font-medium" title={passage.journey.name}>
                  {passage.journey.name}
                </span>
              </span>
              <span className="num mt-1.5 ml-7.5 block text-small text-text-2">
                <Standing passage={passage} />
              </span>
            </button>
          </li>
        ))}
      </ul>
    </section>
  )
}

function Standing({ passage: { node, dueAt, status } }: { passage: ProgressResource }) {
  const t = useTranslations('members.now')
  const format = useFormat()
  const nameOf = useNodeName()
  if (status === 'READY' || !node) return t('ready')
  if (dueAt) return t('waits', { node: nameOf(node), time: format.dateTime(dueAt) })
  return t('at', { node: nameOf(node) })
}
