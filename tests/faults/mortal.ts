import pg from 'pg'

/** Where a process dies: at which of its named statements, counted from its start, and in which moment of it. */
export const moments = ['before', 'during', 'after'] as const
export type Death = { statement: number; moment: (typeof moments)[number] }

const die = () => process.kill(process.pid, 'SIGKILL')
const isNamed = (query: unknown): boolean => typeof query === 'object' && query !== null && Reflect.get(query, 'name') !== undefined

/**
 * From here on this process kills itself at a statement: before it is sent, as soon as it has left (the server carries it out,
 * and nobody hears of it), or when it was answered.
 */
export function dieAt({ statement, moment }: Death): void {
  const ask = pg.Client.prototype.query
  let count = 0
  function query(this: pg.Client, ...args: unknown[]): unknown {
    if (!isNamed(args[0]) || ++count !== statement) return Reflect.apply(ask, this, args)
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
