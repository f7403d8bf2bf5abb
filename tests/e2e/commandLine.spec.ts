import { readFile } from 'node:fs/promises'
import { expect, expectAccessible, sojourn, test } from './support/test.ts'

test('a key is printed, and nothing else', async () => {
  expect(await sojourn('key', 'create', '--scope', 'write')).toMatch(/^sjw_[\w-]{32}$/)
  expect(await sojourn('key', 'create', '--scope', 'server', '--workspace', 'demo')).toMatch(/^sjs_[\w-]{32}$/)
})

test('a command that cannot be meant is refused with a sentence and exit code 1', async () => {
  await expect(sojourn('key', 'create')).rejects.toMatchObject({ code: 1, stderr: expect.stringContaining('--scope write') })
  await expect(sojourn('key', 'create', '--scope', 'write', '--workspace', 'nowhere')).rejects.toMatchObject({
    code: 1,
    stderr: expect.stringContaining('There is no workspace "nowhere"'),
  })
  await expect(sojourn('fly')).rejects.toMatchObject({ code: 1, stderr: expect.stringContaining('There is no command "fly"') })
})

test('a journey goes through a file and comes back the same', async ({}, testInfo) => {
  const [file, copy] = [testInfo.outputPath('win-back.json'), testInfo.outputPath('copy.json')]
  await sojourn('journey', 'pull', file, '--name', 'Win back', '--workspace', 'demo')
  expect(await sojourn('journey', 'push', file)).toMatch(/^Win back \(\d+\): made/)
  expect(await sojourn('journey', 'push', file)).toMatch(/^Win back \(\d+\): draft replaced/)
  await sojourn('journey', 'pull', copy, '--name', 'Win back')
  expect(JSON.parse(await readFile(copy, 'utf8'))).toEqual(JSON.parse(await readFile(file, 'utf8')))
})

test('after the demo was made nobody is stuck and every counter equals its rows', async () => {
  // Other tests may have given doctor something else to complain of: then its exit code is 1.
  const said = await sojourn('doctor', '--members', '--counts').catch((failed: { stdout: string }) => failed.stdout)
  expect(said).toMatch(/✓ passages +\d+ passages: each open one has its timer or is parked/)
  expect(said).toMatch(/✓ members +\d+ members: each wakes when it has to/)
  expect(said).toMatch(/the reports of \d+ journeys equal their rows/)
})

test('the demo has journeys with members in them, and its inbox has mail', async ({ page }) => {
  await page.goto('/w/demo/journeys')
  await expect(page.getByText('Thank you for the third order').first()).toBeVisible()
  await expect(page.getByText('6,919').first()).toBeVisible()
  await expectAccessible(page)
  await page.goto('/w/demo/sandbox')
  await expect(page.getByText(/Three times thank you|New in/).first()).toBeVisible()
  await expectAccessible(page)
})
