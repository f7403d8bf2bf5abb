import { expect, test } from 'vitest'
import { Ids } from './ids.ts'

/** A sequence that was asked `asked` times for a block. */
function sequence() {
  const made = { asked: 0 }
  const run = async (_: unknown, values: readonly unknown[] = []) =>
    Array.from({ length: Number(values[0]) }, () => ({ first: 1_000 * made.asked++ }))
  return { made, run: run as never }
}

test('ids of a committed transaction serve the next', async () => {
  const { made, run } = sequence()
  const ids = new Ids('progress_id')
  expect(await ids.take(run, 3)).toEqual([0, 1, 2])
  ids.keep()
  const asked = made.asked
  expect(await ids.take(run, 2)).toEqual([3, 4])
  expect(made.asked).toBe(asked)
})

test('ids that a transaction fetched are gone with it, those from before it are not', async () => {
  const { run } = sequence()
  const ids = new Ids('progress_id')
  await ids.take(run, 3_990)
  ids.keep()
  const fetched = (await ids.take(run, 20)).filter((id) => id >= 4_000)
  expect(fetched.length).toBe(10)
  ids.forget()
  const after = await ids.take(run, 20)
  expect(after.filter((id) => id < 8_000)).toEqual([])
})
