import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client'
import type { Accepted, Owned } from '#server/ingest/accept.ts'
import type { Answer } from './answer.ts'

/** What Prometheus reads from this web process. No ids in labels. */
export function createMetrics(waiting: () => number) {
  const registry = new Registry()
  collectDefaultMetrics({ register: registry })
  const events = new Counter({
    name: 'journey_events_ingested_total',
    help: 'Events received in valid form by type; of these repeated (messageId seen before), and rejected ones, with type any',
    labelNames: ['type', 'result'],
    registers: [registry],
  })
  const requests = new Counter({
    name: 'journey_ingest_requests_total',
    help: 'Requests of the tracking API by status',
    labelNames: ['status'],
    registers: [registry],
  })
  const perCommit = new Histogram({
    name: 'journey_ingest_commit_events',
    help: 'Events in one group commit',
    buckets: [1, 2, 5, 10, 25, 50, 100, 250, 500, 1_000, 2_000, 5_000],
    registers: [registry],
  })
  new Gauge({
    name: 'journey_ingest_waiting_events',
    help: 'Events waiting for their commit in this process',
    registers: [registry],
    collect() {
      this.set(waiting())
    },
  })
  return {
    countCommit({ accepted, repeated }: Accepted, items: readonly Owned[], rejected: number) {
      if (repeated) events.inc({ type: 'any', result: 'repeated' }, repeated)
      if (rejected) events.inc({ type: 'any', result: 'rejected' }, rejected)
      const byType = new Map<string, number>()
      for (const { event } of items) byType.set(event.kind, (byType.get(event.kind) ?? 0) + 1)
      for (const [type, count] of byType) events.inc({ type, result: 'received' }, count)
      if (accepted) perCommit.observe(accepted)
    },
    countRequest: (status: number) => requests.inc({ status }),
    answer: async (): Promise<Answer> => ({
      status: 200,
      headers: { 'content-type': registry.contentType },
      body: await registry.metrics(),
    }),
  }
}
export type Metrics = ReturnType<typeof createMetrics>
