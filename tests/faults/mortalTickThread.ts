// The thread of a ticker of such a worker.
import { dieWhereTold } from './mortal.ts'

dieWhereTold()
await import('#server/tick/tickThread.ts')
