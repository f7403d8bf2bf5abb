import type { JourneyStatus } from '#domain/journey/resource.ts'
import type { ReportNode } from './view.ts'

/** What the pages of a journey's numbers need besides the numbers. Instants are ISO. */
export type JourneyHead = {
  id: string
  name: string
  status: JourneyStatus
  /** Number of the live version; null before the first publish. */
  version: number | null
  versions: { number: number; publishedAt: string }[]
  nodes: ReportNode[]
  /** The event by which the journey's goal is reached; null without a goal. */
  goal: string | null
  /** Passages begun, ever. */
  triggered: number
  /** When counting began; null: nobody has entered. */
  firstAt: string | null
  /** The database's clock. */
  now: string
}
