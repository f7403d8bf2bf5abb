'use client'
import { Calendar, ChevronDown } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { Button } from '#components/ui/Button.tsx'
import { Dialog } from '#components/ui/Dialog.tsx'
import { Field } from '#components/ui/Field.tsx'
import { Input } from '#components/ui/Input.tsx'
import { Menu, MenuItem, MenuLine } from '#components/ui/Menu.tsx'
import { useFormat } from '#components/useFormat.ts'
import type { Choice, Range } from '#domain/report/period.ts'

type Props = { choice: Choice; onChange: (choice: Choice) => void }
const steps = ['24h', '7d', '30d', '90d', 'all'] as const satisfies readonly Range[]

/** Which time the report is of. */
export function RangePicker({ choice, onChange }: Props) {
  const t = useTranslations('report.range')
  const format = useFormat()
  const [custom, setCustom] = useState(false)
  const noon = (date: string | undefined) => format.date(`${date}T12:00:00Z`)
  const name = choice.range === 'custom' ? t('between', { from: noon(choice.from), to: noon(choice.to) }) : t(choice.range)
  return (
    <>
      <Menu
        trigger={
          <Button icon={<Calendar />} aria-label={`${t('label')}: ${name}`}>
            {name}
            <ChevronDown className="size-3.5" />
          </Button>
        }
      >
        {steps.map((range) => (
          <MenuItem
            key={range}
            checked={choice.range === range}
            onSelect={() => onChange({ ...choice, range, from: undefined, to: undefined })}
          >
            {t(range)}
          </MenuItem>
        ))}
        <MenuLine />
        <MenuItem checked={choice.range === 'custom'} onSelect={() => setCustom(true)}>
          {t('custom')}
        </MenuItem>
      </Menu>
      <CustomRange open={custom} choice={choice} onClose={() => setCustom(false)} onChange={onChange} />
    </>
  )
}

function CustomRange({ open, choice, onClose, onChange }: Props & { open: boolean; onClose: () => void }) {
  const t = useTranslations('report.range')
  const common = useTranslations('common')
  const [from, setFrom] = useState(choice.from ?? '')
  const [to, setTo] = useState(choice.to ?? '')
  const [isAsked, setAsked] = useState(false)
  const apply = () => {
    setAsked(true)
    if (!from || !to) return
    onChange({ ...choice, range: 'custom', from, to })
    onClose()
  }
  const missing = (date: string) => (isAsked && !date ? t('missing') : null)
  return (
    <Dialog
      open={open}
      onClose={onClose}
      title={t('customTitle')}
      footer={
        <>
          <Button onClick={onClose}>{common('cancel')}</Button>
          <Button look="primary" onClick={apply}>
            {t('apply')}
          </Button>
        </>
      }
    >
      <div className="grid grid-cols-2 gap-4">
        <Field label={t('from')} error={missing(from)}>
          {(wiring) => <Input {...wiring} type="date" value={from} onChange={(event) => setFrom(event.target.value)} />}
        </Field>
        <Field label={t('to')} error={missing(to)}>
          {(wiring) => <Input {...wiring} type="date" value={to} onChange={(event) => setTo(event.target.value)} />}
        </Field>
      </div>
    </Dialog>
  )
}

/** What the report is compared with. */
export function AgainstPicker({ choice, onChange }: Props) {
  const t = useTranslations('report.against')
  if (choice.range === 'all') return null
  const before = t(choice.range)
  return (
    <Menu
      trigger={
        <Button aria-label={`${t('label')} ${t('prefix')} ${choice.against === 'none' ? t('none') : before}`}>
          <span className="font-normal text-text-2">{t('prefix')}</span> {choice.against === 'none' ? t('none') : before}
          <ChevronDown className="size-3.5" />
        </Button>
      }
    >
      <MenuItem checked={choice.against === 'before'} onSelect={() => onChange({ ...choice, against: 'before' })}>
        {before}
      </MenuItem>
      <MenuItem checked={choice.against === 'none'} onSelect={() => onChange({ ...choice, against: 'none' })}>
        {t('none')}
      </MenuItem>
    </Menu>
  )
}
