'use client'
import { Plus, X } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { Button, IconButton } from '#components/ui/Button.tsx'
import { Field } from '#components/ui/Field.tsx'
import { Input } from '#components/ui/Input.tsx'
import { conditionSchema, propertyConditionSchema } from '#domain/condition/document.ts'
import type { JourneyExit } from '#domain/journey/settings.ts'
import { EventName } from './EventName.tsx'
import { SettingsCondition } from './SettingsCondition.tsx'

type Props = { exits: JourneyExit[]; onChange: (exits: JourneyExit[]) => void }

/** What takes members out wherever they stand: events, and conditions that come to hold. */
export function JourneyExits({ exits, onChange }: Props) {
  const t = useTranslations('designer.settings')
  // Settings act at once, so a new exit is written here first.
  const [adding, setAdding] = useState<JourneyExit | null>(null)
  return (
    <div className="grid gap-3">
      <p className="text-small text-text-3">{t('exitsHint')}</p>
      {exits.map((exit, at) => (
        <fieldset key={`${at}/${exits.length}`} className="grid gap-2 rounded-r2 border border-line p-2.5">
          <legend className="sr-only">{t('exitCount', { number: at + 1 })}</legend>
          <Exit exit={exit} onChange={(next) => onChange(exits.with(at, next))} onRemove={() => onChange(exits.toSpliced(at, 1))} />
        </fieldset>
      ))}
      {adding ? (
        <fieldset className="grid gap-2 rounded-r2 border border-line-strong p-2.5">
          <legend className="sr-only">{t('newExit')}</legend>
          <Exit exit={adding} onChange={setAdding} onRemove={() => setAdding(null)} />
          <Button
            small
            look="primary"
            disabled={!isWhole(adding)}
            onClick={() => {
              onChange([...exits, adding])
              setAdding(null)
            }}
          >
            {t('addExit')}
          </Button>
        </fieldset>
      ) : (
        <div className="flex gap-2">
          <Button small icon={<Plus />} onClick={() => setAdding({ event: '' })}>
            {t('addExitEvent')}
          </Button>
          <Button small icon={<Plus />} onClick={() => setAdding({ condition: NO_CONDITION })}>
            {t('addExitCondition')}
          </Button>
        </div>
      )}
    </div>
  )
}

/** Without a condition in it, everybody would leave. */
const NO_CONDITION = { all: [] }
const isWhole = (exit: JourneyExit) => ('event' in exit ? exit.event !== '' : exit.condition !== NO_CONDITION)

type ExitProps = { exit: JourneyExit; onChange: (exit: JourneyExit) => void; onRemove: () => void }

function Exit({ exit, onChange, onRemove }: ExitProps) {
  const t = useTranslations('designer.settings')
  const isEvent = 'event' in exit
  return (
    <>
      <div className="flex items-center gap-1.5">
        <span className="flex-1 text-small font-medium">{t(isEvent ? 'exitEvent' : 'exitCondition')}</span>
        <IconButton small label={t('removeExit')} onClick={onRemove}>
          <X className="size-3.5" />
        </IconButton>
      </div>
      {isEvent ? (
        <>
          <EventName label={t('exitEvent')} value={exit.event} onChange={(event) => onChange({ ...exit, event })} />
          <SettingsCondition
            label={t('exitFilter')}
            scope={{ of: 'event', event: exit.event }}
            schema={propertyConditionSchema}
            value={exit.filter}
            onChange={(filter) => onChange({ ...exit, filter })}
          />
        </>
      ) : (
        <SettingsCondition
          label={t('exitCondition')}
          scope={{ of: 'member' }}
          schema={conditionSchema}
          value={exit.condition}
          onChange={(condition) => condition && onChange({ ...exit, condition })}
        />
      )}
      <Field label={t('exitReason')} hint={t('exitReasonHint')}>
        {(wiring) => (
          <Input
            {...wiring}
            maxLength={200}
            value={exit.reason ?? ''}
            onChange={(event) => {
              const { reason: _, ...rest } = exit
              onChange(event.target.value ? { ...rest, reason: event.target.value } : rest)
            }}
          />
        )}
      </Field>
    </>
  )
}
