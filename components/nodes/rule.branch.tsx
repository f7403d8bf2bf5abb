'use client'
import { Network, X } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { IconButton } from '#components/ui/Button.tsx'
import { Input } from '#components/ui/Input.tsx'
import { SegmentedControl } from '#components/ui/Tabs.tsx'
import { AddLink } from './AddLink.tsx'
import { ConditionField } from './ConditionField.tsx'
import type { InspectorProps, NodeFace, NodeSettings } from './face.ts'
import { FieldProblem, Section } from './Section.tsx'
import { entryEventOf, freshLetter, objectsIn, textIn } from './settings.ts'

type On = 'member' | 'entry'

function Inspector({ settings, graph, onChange, problemAt }: InspectorProps) {
  const t = useTranslations('designer.branch')
  const on: On = settings.on === 'entry' ? 'entry' : 'member'
  const branches = objectsIn(settings, 'branches')
  const setBranches = (next: typeof branches) => onChange({ ...settings, branches: next })
  return (
    <Section title={t('title')}>
      <SegmentedControl<On>
        label={t('on')}
        value={on}
        onChange={(next) => {
          if (next !== on) onChange({ on: next, branches: branches.map((branch) => ({ ...branch, condition: { all: [] } })) })
        }}
        items={[
          { value: 'member', label: t('member') },
          { value: 'entry', label: t('entry') },
        ]}
        className="mb-3"
      />
      <div className="grid gap-2">
        {branches.map((branch, at) => (
          <Branch
            key={textIn(branch, 'outlet') || `${at}`}
            value={branch}
            on={on}
            entryEvent={entryEventOf(graph)}
            number={at + 1}
            problemAt={(pointer) => problemAt(`/branches/${at}${pointer}`)}
            onChange={(next) => setBranches(branches.with(at, next))}
            onRemove={branches.length > 2 ? () => setBranches(branches.toSpliced(at, 1)) : null}
          />
        ))}
        {branches.length < 2 && <FieldProblem>{problemAt('/branches')}</FieldProblem>}
        {branches.length < 20 && (
          <AddLink label={t('add')} onClick={() => setBranches([...branches, { outlet: freshLetter(branches), condition: { all: [] } }])} />
        )}
      </div>
      <p className="mt-2 text-small text-text-3">{t('hint')}</p>
    </Section>
  )
}

type BranchProps = {
  value: NodeSettings
  on: On
  /** The event that the journey starts with, where it starts with one. */
  entryEvent: string
  number: number
  onChange: (value: NodeSettings) => void
  onRemove: (() => void) | null
  problemAt: (pointer: string) => string | null
}

/** One branch: what it is called, and who takes it. */
function Branch({ value, on, entryEvent, number, onChange, onRemove, problemAt }: BranchProps) {
  const t = useTranslations('designer.branch')
  const { name: _, ...nameless } = value
  const title = t('branch', { number })
  return (
    <fieldset className="grid gap-1.5">
      <legend className="sr-only">{title}</legend>
      <div className="grid grid-cols-[minmax(0,1fr)_auto] items-center gap-1">
        <Input
          small
          maxLength={120}
          aria-label={t('name', { number })}
          placeholder={title}
          value={textIn(value, 'name')}
          onChange={(event) => onChange(event.target.value ? { ...value, name: event.target.value } : nameless)}
        />
        {onRemove && (
          <IconButton small label={t('remove', { number })} onClick={onRemove}>
            <X className="size-3.5" />
          </IconButton>
        )}
      </div>
      <FieldProblem>{problemAt('/outlet')}</FieldProblem>
      <ConditionField
        settings={value}
        onChange={onChange}
        problemAt={problemAt}
        name="condition"
        label={title}
        scope={on === 'entry' ? { of: 'event', event: entryEvent } : { of: 'member' }}
      />
    </fieldset>
  )
}

export const ruleBranchFace: NodeFace = { icon: Network, shape: 'rule', Inspector }
