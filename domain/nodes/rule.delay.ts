import * as z from 'zod'
import { addDuration, zoneOf } from '#domain/time/zone.ts'
import { durationProblems } from './check.ts'
import type { NodeDefinition } from './definition.ts'
import { durationPhrase } from './phrase.ts'
import { isTimeUp, since } from './rest.ts'
import { WAIT_MS_MAX, waitSchema } from './timeout.ts'

const settings = z.strictObject({ duration: waitSchema })

/**
 * Waits for a duration, counted from the arrival. Hours, minutes and seconds are elapsed time; days, weeks and months are
 * of the calendar in the member's zone.
 */
export const ruleDelay: NodeDefinition<typeof settings> = {
  kind: 'rule.delay',
  settings,
  blank: { duration: { days: 1 } },
  outlets: () => ['next'],
  waits: true,
  summary: (draft) => durationPhrase('nodes.rule.delay', draft.duration),
  problems: (draft) => durationProblems(draft.duration, '/duration', WAIT_MS_MAX),
  reads: () => [],
  decide: ({ settings: { duration }, cause, standing, member, now }) =>
    isTimeUp(standing, cause, now)
      ? { does: 'follow', outlet: 'next' }
      : { does: 'wait', until: addDuration(since(standing, now), duration, zoneOf(member.timeZone)) },
}
