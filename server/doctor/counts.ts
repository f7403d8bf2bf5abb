import { snapshot } from '#server/db/pg.ts'
import { prisma } from '#server/db/prisma.ts'
import { recount } from '#server/report/recount.ts'
import type { Finding } from './examine.ts'

const NAMED_MAX = 5

/** Every journey's report counted anew from its rows. */
export async function checkCounts(): Promise<Finding> {
  const journeys = await prisma().journey.findMany({ select: { id: true, name: true }, orderBy: { id: 'asc' } })
  const wrong: string[] = []
  for (const { id, name } of journeys) {
    const differences = await snapshot((db) => recount(db, id))
    wrong.push(
      ...differences.map(
        ({ counter, key, counted, actual }) => `${name} (${id}) ${counter} ${key.join('/')}: counted ${counted}, actual ${actual}`,
      ),
    )
  }
  if (!wrong.length) return { what: 'counts', isWell: true, says: `the reports of ${journeys.length} journeys equal their rows` }
  return {
    what: 'counts',
    isWell: false,
    brief: `${wrong.length} counters of reports differ from their rows. This is a bug: please report it.`,
    says: `${wrong.length} counters differ: ${wrong.slice(0, NAMED_MAX).join('; ')}. This is a bug: please report it.`,
  }
}
