'use client'
import { Plus } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { RemoveButton } from '#components/forms/condition/ComparisonRow.tsx'
import { NumberInput } from '#components/forms/NumberInput.tsx'
import { Button } from '#components/ui/Button.tsx'
import { Input } from '#components/ui/Input.tsx'
import { ARMS_MAX, ARMS_MIN, armsIn } from '#domain/nodes/arms.ts'
import { FieldProblem } from './Section.tsx'

type Arms = { outlet: string; weight: number }[]
type Props = { value: unknown; onChange: (arms: Arms) => void; problem: string | null }

/** Arms with their weights, and what share of members each comes to. */
export function ArmsField({ value, onChange, problem }: Props) {
  const t = useTranslations('designer.arms')
  const arms = armsIn(value).map(({ outlet, weight }) => ({ outlet, weight: weight ?? 0 }))
  const total = arms.reduce((sum, { weight }) => sum + weight, 0)
  const set = (at: number, arm: Partial<Arms[number]>) => onChange(arms.map((one, index) => (index === at ? { ...one, ...arm } : one)))
  const free = [...'abcdefghij'].find((letter) => !arms.some(({ outlet }) => outlet === letter)) ?? ''
  return (
    <div className="grid gap-1.5">
      {arms.map(({ outlet, weight }, at) => (
        <div key={at} className="grid grid-cols-[minmax(0,1fr)_minmax(0,.8fr)_3.5rem_16px] items-center gap-1">
          <Input
            small
            aria-label={t('name', { number: at + 1 })}
            value={outlet}
            onChange={(event) => set(at, { outlet: event.target.value })}
          />
          <NumberInput
            small
            min={0}
            className="w-full"
            label={t('weightOf', { name: outlet })}
            value={weight}
            onChange={(next) => set(at, { weight: next })}
          />
          <span className="num text-right text-small text-text-2">
            {total > 0 ? t('share', { share: Math.round((weight / total) * 1_000) / 1_000 }) : '–'}
          </span>
          {arms.length > ARMS_MIN ? <RemoveButton onClick={() => onChange(arms.toSpliced(at, 1))} /> : <span />}
        </div>
      ))}
      {arms.length < ARMS_MAX && (
        <Button small icon={<Plus />} className="justify-self-start" onClick={() => onChange([...arms, { outlet: free, weight: 50 }])}>
          {t('add')}
        </Button>
      )}
      <FieldProblem>{problem}</FieldProblem>
      <p className="text-small text-text-3">{t('hint')}</p>
    </div>
  )
}
