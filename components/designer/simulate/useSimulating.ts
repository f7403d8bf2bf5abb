'use client'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { entryEventOf } from '#components/nodes/settings.ts'
import type { JourneyDocument } from '#domain/journey/document.ts'
import { blankForm, type SimulateForm } from './form.ts'
import { useSimulation } from './useSimulation.ts'

type Options = { journeyId: string; document: JourneyDocument; beforeDraft: () => Promise<boolean> }

/** Everything of simulating that outlives a look at the draft: the form, the run, which passage is looked at. */
export function useSimulating({ journeyId, document, beforeDraft }: Options) {
  const t = useTranslations('designer.simulate')
  const [form, setForm] = useState<SimulateForm>(() => blankForm('draft', entryEventOf(document), Date.now()))
  const [passage, setPassage] = useState(0)
  const [open, setOpen] = useState(true)
  const { run, start, cancel } = useSimulation({ journeyId, draft: document, beforeDraft, notSaved: t('notSaved') })
  const simulation = {
    run,
    cancel,
    start: (...asked: Parameters<typeof start>) => {
      setPassage(0)
      return start(...asked)
    },
  }
  return { form, setForm, passage, setPassage, open, setOpen, simulation }
}
