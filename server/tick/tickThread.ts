// The thread of a ticker (thread.ts): ticks while there is work.
import { parentPort } from 'node:worker_threads'
import { createTickPool } from './connection.ts'
import type { Failure, Order, Report } from './thread.ts'
import { Ticker } from './ticker.ts'

/** Ticks in a row that were full and yet took nothing away (a batch being taken apart, merges that wait). */
const FRUITLESS_MAX = 20

const pool = createTickPool(1)
const ticker = new Ticker({ pool })
let heard = 0
let isClosing = false
let isWorking = false

const report = (what: Report) => parentPort?.postMessage(what)

parentPort?.on('message', (order: Order) => {
  if (order === 'close') isClosing = true
  else heard = order.ring
  if (isWorking) return
  if (isClosing) void end()
  else void work()
})

async function work(): Promise<void> {
  isWorking = true
  const failure = await workOff().then(
    () => null,
    (error: unknown) => failureOf(error),
  )
  isWorking = false
  report({ idle: heard, failure })
  if (isClosing) await end()
}

/** Until nothing is left and no ring was missed. */
async function workOff(): Promise<void> {
  let fruitless = 0
  while (!isClosing) {
    const before = heard
    const { rows, messages, isFull } = await ticker.tick()
    report({ ticked: { rows, messages, isFull } })
    fruitless = rows > 0 ? 0 : fruitless + 1
    if (rows === 0 && !(isFull && fruitless < FRUITLESS_MAX) && heard === before) return
  }
}

const failureOf = (error: unknown): Failure => {
  const { message, stack, code }: NodeJS.ErrnoException = error instanceof Error ? error : new Error(String(error))
  return { message, stack, code }
}

async function end(): Promise<void> {
  await pool.end()
  parentPort?.close()
}
