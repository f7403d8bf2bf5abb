import type { Command } from './command.ts'
import { demoLoad, demoRemove } from './commands/demo.ts'
import { doctor } from './commands/doctor.ts'
import { journeyPull } from './commands/journeyPull.ts'
import { journeyPush } from './commands/journeyPush.ts'
import { journeyTest } from './commands/journeyTest.ts'
import { keyCreate } from './commands/keyCreate.ts'
import { migrate } from './commands/migrate.ts'
import { operatorCreate } from './commands/operatorCreate.ts'
import { signInLink } from './commands/signInLink.ts'

export const commands: Command[] = [
  keyCreate,
  journeyPush,
  journeyPull,
  journeyTest,
  operatorCreate,
  signInLink,
  demoLoad,
  demoRemove,
  migrate,
  doctor,
]
