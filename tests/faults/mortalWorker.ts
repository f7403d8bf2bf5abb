// A worker process that kills itself where it is told to (mortal.ts); untold, a worker as any other.
import { dieWhereTold } from './mortal.ts'

dieWhereTold()
await import('#worker/main.ts')
