// A worker process that kills itself where DIES_AT ("12 during") says; without it, a worker as any other.
import { dieAt, moments } from './mortal.ts'

const [statement, moment] = (process.env.DIES_AT ?? '').split(' ')
const known = moments.find((one) => one === moment)
if (known) dieAt({ statement: Number(statement), moment: known })
await import('#worker/main.ts')
