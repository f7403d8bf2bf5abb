import { isFree } from '#bin/services/processes.ts'
import { Stop } from '#bin/terminal.mjs'

export async function requirePort(port: number): Promise<void> {
  if (!(await isFree(port)))
    throw new Stop(`Port ${port} is taken by another program: stop that one, or set PORT to a free one, as in PORT=${port + 1} npm start.`)
}
