import type { Worker } from 'node:worker_threads'
import { afterEach, expect, test } from 'vitest'
import { journey } from '#tests/support/drawing.ts'
import { happen, type Place, publish, value } from '#tests/support/engine.ts'
import { until } from '#tests/support/until.ts'
import { makeMember, makeWorkspace } from '#tests/support/workspace.ts'
import { openTickThread, TickThread, type Turn } from './thread.ts'

let thread: TickThread | undefined
afterEach(() => thread?.close())

/** A thread whose doings are written down, and those of its workers. */
function observe() {
  const turns: Turn[] = []
  const runs: { rows: number; error: Error | null }[] = []
  const workers: Worker[] = []
  thread = new TickThread({
    onTick: (turn) => turns.push(turn),
    onIdle: (run) => runs.push(run),
    open: () => {
      const worker = openTickThread()
      workers.push(worker)
      return worker
    },
  })
  return { thread, turns, runs, workers }
}

async function drawn(): Promise<{ workspace: number; member: Place; applied: () => Promise<number> }> {
  const { id: workspace } = await makeWorkspace()
  const { id } = await publish(workspace, journey('trigger(Go) → email hello → exit', { settings: { reentry: { mode: 'every_time' } } }))
  const member = await makeMember(workspace, 'm')
  return { workspace, member, applied: () => value<number>('select count(*)::int from engine.progress where journey_id = $1', [id]) }
}

test('a ring is over when everything that lay there is applied', async () => {
  const { workspace, member, applied } = await drawn()
  const { thread, turns, runs, workers } = observe()
  await happen(workspace, member, 'Go')
  await thread.ring()
  expect(await applied()).toBe(1)
  expect(turns[0]).toEqual({ rows: 1, messages: 1, isFull: false })
  expect(runs).toEqual([{ rows: 1, error: null }])
  expect(thread.isWorking).toBe(false)
  await happen(workspace, member, 'Go')
  await thread.ring()
  expect(await applied()).toBe(2)
  expect(workers).toHaveLength(1)
})

test('a ring in the middle of a run is heard: whatever was committed before it is applied when it is over', async () => {
  const { workspace, member, applied } = await drawn()
  const { thread } = observe()
  for (let count = 1; count <= 20; count++) {
    await happen(workspace, member, 'Go')
    void thread.ring()
    await happen(workspace, member, 'Go')
    await thread.ring()
    expect(await applied()).toBe(2 * count)
  }
})

test('a thread that dies is told of, and the next ring starts another', async () => {
  const { workspace, member, applied } = await drawn()
  const { thread, runs, workers } = observe()
  await thread.ring()
  const ringing = thread.ring()
  await workers[0]?.terminate()
  await ringing
  await until('the death is told', async () => runs.some(({ error }) => error !== null))
  await happen(workspace, member, 'Go')
  await thread.ring()
  expect(await applied()).toBe(1)
  expect(workers).toHaveLength(2)
})

test('once it is closed it ends its thread and does nothing more', async () => {
  const { workspace, member, applied } = await drawn()
  const { thread, workers } = observe()
  await happen(workspace, member, 'Go')
  const ringing = thread.ring()
  await thread.close()
  await ringing
  const before = await applied()
  await happen(workspace, member, 'Go')
  await thread.ring()
  expect(await applied()).toBe(before)
  expect(workers[0]?.threadId).toBe(-1)
})
