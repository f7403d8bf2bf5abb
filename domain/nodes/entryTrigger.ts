import type { TriggerHalf } from './definition.ts'

/** For triggers that listen to nothing: members come to them by an entry (domain/engine/inbox.ts), made elsewhere. */
export const startsByEntry: TriggerHalf<unknown> = {
  listensTo: () => null,
  onlyOnce: () => false,
  matches: () => ({ known: true, value: true, saw: [] }),
}
