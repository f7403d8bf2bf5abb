import { spawn } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import process from 'node:process'
import { Stop } from '#bin/terminal.mjs'

/** Names what node_modules was made from and for. */
const stampFile = (root) => path.join(root, 'node_modules', '.sojourn')

function wanted(root) {
  const hash = createHash('sha256').update(`${process.platform} ${process.arch} ${process.versions.modules}`)
  for (const name of ['package.json', 'package-lock.json']) hash.update(readFileSync(path.join(root, name)))
  return hash.digest('hex')
}

export const isInstalled = (root) => existsSync(stampFile(root)) && readFileSync(stampFile(root), 'utf8') === wanted(root)

/**
 * `npm install`, not `npm ci`: a lock file written where some platforms' packages are missing is refused by `npm ci`.
 * Development packages are part of the product (it builds itself), whatever NODE_ENV says.
 */
export async function install(root) {
  const { code, output } = await run('npm', ['install', '--include=dev', '--no-audit', '--no-fund', '--loglevel=error'], root)
  if (code !== 0) throw new Stop(`npm install failed: is the package registry reachable?\n${output.trim()}`)
  writeFileSync(stampFile(root), wanted(root))
  return 'dependencies'
}

function run(command, args, cwd) {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { cwd, stdio: ['ignore', 'pipe', 'pipe'], shell: process.platform === 'win32' })
    let output = ''
    for (const stream of [child.stdout, child.stderr]) stream.on('data', (bytes) => (output += bytes))
    child.once('error', reject)
    child.once('close', (code) => resolve({ code, output }))
  })
}
