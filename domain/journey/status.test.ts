import { describe, expect, it } from 'vitest'
import type { JourneyStatus } from './resource.ts'
import { type JourneyAct, transition } from './status.ts'

const table: Record<JourneyStatus, Record<JourneyAct, string>> = {
  DRAFT: { publish: 'ONGOING', pause: 'not_published', resume: 'not_published', end: 'not_published', delete: 'gone' },
  ONGOING: { publish: 'ONGOING', pause: 'PAUSED', resume: 'not_paused', end: 'ENDED', delete: 'live' },
  PAUSED: { publish: 'PAUSED', pause: 'already', resume: 'ONGOING', end: 'ENDED', delete: 'live' },
  ENDED: { publish: 'ended', pause: 'ended', resume: 'ended', end: 'already', delete: 'gone' },
}
const statuses: JourneyStatus[] = ['DRAFT', 'ONGOING', 'PAUSED', 'ENDED']
const acts: JourneyAct[] = ['publish', 'pause', 'resume', 'end', 'delete']

describe('the life of a journey', () => {
  for (const status of statuses)
    for (const act of acts)
      it(`${act} in ${status}: ${table[status][act]}`, () => {
        const result = transition(status, act)
        expect(result.allowed ? result.status : result.because).toBe(table[status][act])
      })
})
