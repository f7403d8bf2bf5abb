/** Raised to whoever waits for a commit that did not happen, or of which nobody knows: safe to send again. */
export class Outage extends Error {
  constructor(cause: unknown) {
    super('The database did not confirm the commit.', { cause })
    this.name = 'Outage'
  }
}
/** Raised when more is waiting than may wait. */
export class Overload extends Error {
  constructor() {
    super('Too many events are waiting to be committed.')
    this.name = 'Overload'
  }
}

const stateOf = (error: unknown) => (error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : '')

/** SQLSTATE classes that blame a row: data exception, integrity, limits. Everything else is an outage. */
export const blamesRow = (error: unknown) => /^(22|23|54)/.test(stateOf(error))

/** Deadlock, serialization, lock timeout: the same again will do. */
export const isTransient = (error: unknown) => ['40P01', '40001', '55P03'].includes(stateOf(error))
