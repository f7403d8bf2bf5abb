import { type Bell, openBell } from './bell.ts'

let opened: Promise<Bell> | undefined

/** Rings this process's bell, opened at the first ring. Call it after a commit; it never throws and is never awaited. */
export function ring(): void {
  opened ??= openBell()
  opened.then(
    (bell) => bell.ring(),
    () => {
      opened = undefined
    },
  )
}

/** For a clean end of the process. */
export async function closeRing(): Promise<void> {
  const closing = opened
  opened = undefined
  await closing?.then((bell) => bell.close()).catch(() => undefined)
}
