'use client'
import { Check, Info, TriangleAlert } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { useNodeWords } from '#components/canvas/useNodeWords.ts'
import { Button } from '#components/ui/Button.tsx'
import { cx } from '#components/ui/cx.ts'
import { Popover } from '#components/ui/Menu.tsx'
import type { JourneyDocument } from '#domain/journey/document.ts'
import type { Problem } from '#domain/journey/problem.ts'

type Props = { document: JourneyDocument; problems: readonly Problem[]; onShow: (nodeKey: string | null) => void }

/** How many problems stand; opens their sentences, each leading to its node. */
export function ProblemsButton({ document, problems, onShow }: Props) {
  const t = useTranslations('designer')
  const [open, setOpen] = useState(false)
  const trouble = problems.filter((problem) => problem.severity === 'problem').length
  return (
    <Popover
      label={t('problemsTitle')}
      open={open}
      onOpenChange={setOpen}
      align="end"
      className="w-92 p-1.5"
      trigger={
        <Button look="ghost" className={cx('px-2!', trouble > 0 && 'text-bad-text!')} icon={trouble > 0 ? <TriangleAlert /> : <Check />}>
          <span className="max-wide:sr-only">{t('problems', { count: trouble })}</span>
          <span className="hidden max-wide:inline">{trouble > 0 ? trouble : ''}</span>
        </Button>
      }
    >
      <ProblemList
        document={document}
        problems={problems}
        onShow={(key) => {
          setOpen(false)
          onShow(key)
        }}
      />
    </Popover>
  )
}

/** The sentences, problems first. */
export function ProblemList({ document, problems, onShow }: Props) {
  const t = useTranslations('designer')
  const words = useNodeWords()
  if (problems.length === 0) return <p className="px-2 py-1.5 text-text-2">{t('noProblems')}</p>
  const sorted = [...problems].sort((a, b) => Number(a.severity === 'warning') - Number(b.severity === 'warning'))
  return (
    <ul className="max-h-100 overflow-y-auto">
      {sorted.map((problem, index) => {
        const node = document.nodes.find((one) => one.key === problem.nodeKey)
        return (
          <li key={`${problem.nodeKey}-${problem.code}-${problem.pointer ?? ''}-${index}`}>
            <button
              type="button"
              onClick={() => onShow(problem.nodeKey)}
              className="flex w-full gap-2.5 rounded-r2 px-2 py-1.5 text-left calm hover:bg-surface-hover"
            >
              {problem.severity === 'problem' ? (
                <TriangleAlert className="mt-0.5 text-bad-text" role="img" aria-label={t('problem')} />
              ) : (
                <Info className="mt-0.5 text-text-3" role="img" aria-label={t('remark')} />
              )}
              <span className="min-w-0">
                {node && <span className="block font-medium">{words.name(node)}</span>}
                <span className="block text-small text-text-2">{words.problem(problem)}</span>
              </span>
            </button>
          </li>
        )
      })}
    </ul>
  )
}
