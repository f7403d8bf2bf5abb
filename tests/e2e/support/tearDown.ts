import { rmSync } from 'node:fs'

/** The product is stopped by now: its data goes too. */
export default function tearDown(): void {
  const dir = process.env.E2E_DATA_DIR
  if (dir) rmSync(dir, { recursive: true, force: true })
}
