'use client'
import { Plus } from 'lucide-react'
import { useTranslations } from 'next-intl'
import * as z from 'zod'
import { RemoveButton } from '#components/forms/condition/ComparisonRow.tsx'
import { Button } from '#components/ui/Button.tsx'
import { Input } from '#components/ui/Input.tsx'
import { FieldProblem } from './Section.tsx'

const savesSchema = z.array(z.object({ variable: z.string(), path: z.string() }))
type Saves = z.infer<typeof savesSchema>
type Props = { value: unknown; onChange: (value: Saves) => void; problem: string | null }

/** Which parts of an answer become variables of the journey. */
export function WebhookSaves({ value, onChange, problem }: Props) {
  const t = useTranslations('designer.webhookNode')
  const add = useTranslations('designer.pairs')('add')
  const saves = savesSchema.safeParse(value).data ?? []
  const set = (at: number, one: Partial<Saves[number]>) => onChange(saves.map((save, index) => (index === at ? { ...save, ...one } : save)))
  return (
    <div className="grid gap-1.5">
      <p className="text-small font-medium text-text-2">{t('save')}</p>
      {saves.map(({ variable, path }, at) => (
        <div key={at} className="grid grid-cols-[minmax(0,1fr)_minmax(0,1.3fr)_16px] items-center gap-1">
          <Input
            small
            aria-label={t('variable')}
            placeholder={t('variable')}
            value={variable}
            onChange={(event) => set(at, { variable: event.target.value })}
          />
          <Input
            small
            aria-label={t('path')}
            placeholder={t('path')}
            value={path}
            onChange={(event) => set(at, { path: event.target.value })}
          />
          <RemoveButton onClick={() => onChange(saves.toSpliced(at, 1))} />
        </div>
      ))}
      <Button small icon={<Plus />} className="justify-self-start" onClick={() => onChange([...saves, { variable: '', path: '$.' }])}>
        {add}
      </Button>
      <FieldProblem>{problem}</FieldProblem>
      <p className="text-small text-text-3">{t('saveHint')}</p>
    </div>
  )
}
