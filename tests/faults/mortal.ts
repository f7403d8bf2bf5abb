import { getEnvironmentData, setEnvironmentData } from 'node:worker_threads'
import pg from 'pg'

/** Where a process dies: at which of its named statements, counted from its start over all its threads, and in which moment of it. */
export const moments = ['before', 'during', 'after'] as const
export type Death = { statement: number; moment: (typeof moments)[number] }

const die = () => process.kill(process.pid, 'SIGKILL')
const isNamed = (query: unknown): boolean => typeof query === 'object' && query !== null && Reflect.get(query, 'name') !== undefined

/** As DIES_AT ("12 during") says, which threads inherit; without it, never. */
export function dieWhereTold(): void {
  const [statement, told] = (process.env.DIES_AT ?? '').split(' ')
  const moment = moments.find((one) => one === told)
  if (moment) dieAt({ statement: Number(statement), moment })
}

/** One count for all threads: those that start later are given it. */
function sharedCount(): Int32Array {
  const given = getEnvironmentData('statements')
  const memory = given instanceof SharedArrayBuffer ? given : new SharedArrayBuffer(4)
  setEnvironmentData('statements', memory)
  return new Int32Array(memory)
}

/**
 * From here on this process kills itself at a statement: before it is sent, as soon as it has left (the server carries it out,
 * and nobody hears of it), or when it was answered.
 */
function dieAt({ statement, moment }: Death): void {
  const ask = pg.Client.prototype.query
  const count = sharedCount()
  function query(this: pg.Client, ...args: unknown[]): unknown {
    if (!isNamed(args[0]) || Atomics.add(count, 0, 1) + 1 !== statement) return Reflect.apply(ask, this, args)
    if (moment === 'before') return die()
    if (moment === 'during') setImmediate(die)
    const callback = args.at(-1)
    if (moment === 'after' && typeof callback === 'function') args[args.length - 1] = die
    const answer: unknown = Reflect.apply(ask, this, args)
    if (moment === 'after' && answer instanceof Promise) return answer.finally(die)
    return answer
  }
  Object.defineProperty(pg.Client.prototype, 'query', { value: query })
}
