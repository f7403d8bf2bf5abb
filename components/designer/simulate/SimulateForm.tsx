'use client'
import { Play } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { DurationInput } from '#components/forms/DurationInput.tsx'
import { PairsInput } from '#components/forms/PairsInput.tsx'
import { TimeZoneSelect } from '#components/forms/TimeZoneSelect.tsx'
import { useAttributeNames } from '#components/forms/useCatalogue.ts'
import { useWorkspace } from '#components/shell/workspace.tsx'
import { Button } from '#components/ui/Button.tsx'
import { Field } from '#components/ui/Field.tsx'
import { Input, Select } from '#components/ui/Input.tsx'
import { SegmentedControl } from '#components/ui/Tabs.tsx'
import { type Fault, type SimulateForm as Form, requestOf, spans, ways } from './form.ts'
import { MadeUpEvents } from './MadeUpEvents.tsx'
import { MemberPicker } from './MemberPicker.tsx'
import type { useSimulation } from './useSimulation.ts'

type Props = {
  form: Form
  onForm: (form: Form) => void
  /** Numbers of published versions, the newest first. */
  versions: readonly number[]
  liveVersion: number | null
  /** Problems that keep the draft from being played. */
  problems: number
  onProblems: () => void
  simulation: ReturnType<typeof useSimulation>
}

/** What is played, with whom, over what time; and the button that plays it. */
export function SimulateForm({ form, onForm, versions, liveVersion, problems, onProblems, simulation }: Props) {
  const t = useTranslations('designer.simulate')
  const { timeZone } = useWorkspace()
  const { run, start, cancel } = simulation
  const set = (change: Partial<Form>) => onForm({ ...form, ...change })
  const asked = requestOf(form, Date.now(), timeZone)
  const isBlocked = form.version === 'draft' && problems > 0
  return (
    <form
      className="grid gap-3.5 p-4"
      onSubmit={(event) => {
        event.preventDefault()
        const now = requestOf(form, Date.now(), timeZone)
        if ('request' in now) void start(now.request, form.way)
      }}
    >
      <Field label={t('version')}>
        {(wiring) => (
          <Select
            {...wiring}
            className="w-full"
            value={String(form.version)}
            onChange={({ target }) => set({ version: target.value === 'draft' ? 'draft' : Number(target.value) })}
          >
            <option value="draft">{t('draft')}</option>
            {versions.map((number) => (
              <option key={number} value={number}>
                {t('versionNumber', { number, live: number === liveVersion ? 'yes' : 'no' })}
              </option>
            ))}
          </Select>
        )}
      </Field>
      <div>
        <SegmentedControl
          label={t('way')}
          value={form.way}
          onChange={(way) => set({ way })}
          items={ways.map((value) => ({ value, label: t(`ways.${value}`) }))}
        />
        <p className="mt-1.5 text-small text-text-3">{t(`wayHint.${form.way}`)}</p>
      </div>
      {form.way === 'member' && (
        <Field label={t('member')} hint={t('memberHint')}>
          {({ id, 'aria-describedby': describedBy }) => (
            <MemberPicker id={id} describedBy={describedBy} value={form.userId} onChange={(userId) => set({ userId })} />
          )}
        </Field>
      )}
      {form.way === 'synthetic' ? <MadeUp form={form} set={set} /> : <Span form={form} set={set} />}
      {form.way === 'member' && (
        <MadeUpEvents
          label={t('besides')}
          value={form.besides}
          firstAt={form.events[0]?.at ?? ''}
          onChange={(besides) => set({ besides })}
        />
      )}
      <Foot fault={'fault' in asked ? asked.fault : null} isBlocked={isBlocked} problems={problems} onProblems={onProblems}>
        {run.at === 'running' ? (
          <Button className="w-full" onClick={cancel}>
            {t('cancel')}
          </Button>
        ) : (
          <Button type="submit" look="primary" icon={<Play />} className="w-full" disabled={isBlocked || 'fault' in asked}>
            {t('run')}
          </Button>
        )}
      </Foot>
    </form>
  )
}

type FootProps = { fault: Fault | null; isBlocked: boolean; problems: number; onProblems: () => void; children: React.ReactNode }

/** Why it cannot be played yet, and what playing it does not do. */
function Foot({ fault, isBlocked, problems, onProblems, children }: FootProps) {
  const t = useTranslations('designer.simulate')
  return (
    <div className="grid gap-2">
      {isBlocked && (
        <p className="text-small text-bad-text">
          {t('blocked', { count: problems })}{' '}
          <button type="button" className="font-medium text-accent-text" onClick={onProblems}>
            {t('seeProblems')}
          </button>
        </p>
      )}
      {!isBlocked && fault && <p className="text-small text-text-2">{t(`fault.${fault}`)}</p>}
      {children}
      <p className="text-small text-text-3">{t('nothingDone')}</p>
    </div>
  )
}

type PartProps = { form: Form; set: (change: Partial<Form>) => void }

function Span({ form, set }: PartProps) {
  const t = useTranslations('designer.simulate')
  const { timeZone } = useWorkspace()
  return (
    <div>
      <Field label={t('span')} hint={t('zone', { zone: timeZone })}>
        {(wiring) => (
          <Select
            {...wiring}
            className="w-full"
            value={form.span}
            onChange={({ target }) => set({ span: spans.find((one) => one === target.value) ?? '30d' })}
          >
            {spans.map((span) => (
              <option key={span} value={span}>
                {t(`spans.${span}`)}
              </option>
            ))}
          </Select>
        )}
      </Field>
      {form.span === 'custom' && (
        <div className="mt-2.5 grid grid-cols-2 gap-2">
          {(['from', 'to'] as const).map((end) => (
            <Field key={end} label={t(end)}>
              {(wiring) => <Input {...wiring} type="date" value={form[end]} onChange={({ target }) => set({ [end]: target.value })} />}
            </Field>
          ))}
        </div>
      )}
    </div>
  )
}

function MadeUp({ form, set }: PartProps) {
  const t = useTranslations('designer.simulate')
  const { timeZone } = useWorkspace()
  const names = useAttributeNames() ?? []
  return (
    <>
      <div>
        <p className="mb-1.5 text-small font-medium text-text-2">{t('attributes')}</p>
        <PairsInput
          nameLabel={t('attribute')}
          addLabel={t('addAttribute')}
          values={form.attributes}
          names={names.map(({ name }) => name)}
          onChange={({ values }) => set({ attributes: values })}
        />
      </div>
      <Field label={t('timeZone')}>
        {(wiring) => (
          <TimeZoneSelect
            {...wiring}
            value={form.timeZone || timeZone}
            onChange={(zone) => set({ timeZone: zone === timeZone ? '' : zone })}
          />
        )}
      </Field>
      <MadeUpEvents label={t('events')} value={form.events} firstAt={new Date().toISOString()} onChange={(events) => set({ events })} />
      <div>
        <p aria-hidden className="mb-1.5 text-small font-medium text-text-2">
          {t('lasts')}
        </p>
        <DurationInput label={t('lasts')} value={form.lasts} onChange={(lasts) => set({ lasts })} />
      </div>
    </>
  )
}
