import type { Command } from './command.ts'

/** The commands by what is typed. Each is loaded when it is asked for: they stand on very different parts of the product. */
export const commands: Record<string, () => Promise<Command>> = {
  'key create': async () => (await import('./commands/keyCreate.ts')).keyCreate,
  'journey push': async () => (await import('./commands/journeyPush.ts')).journeyPush,
  'journey pull': async () => (await import('./commands/journeyPull.ts')).journeyPull,
  'journey test': async () => (await import('./commands/journeyTest.ts')).journeyTest,
  'operator create': async () => (await import('./commands/operatorCreate.ts')).operatorCreate,
  'sign-in-link': async () => (await import('./commands/signInLink.ts')).signInLink,
  'demo load': async () => (await import('./commands/demo.ts')).demoLoad,
  'demo remove': async () => (await import('./commands/demo.ts')).demoRemove,
  migrate: async () => (await import('./commands/migrate.ts')).migrate,
  doctor: async () => (await import('./commands/doctor.ts')).doctor,
}
