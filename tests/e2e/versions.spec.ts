import { DesignerPage } from './support/designer.ts'
import { type Call, openWorkspace } from './support/ownWorkspace.ts'
import { expect, expectAccessible, test } from './support/test.ts'

type Report = {
  journey: { triggered: number; inProgress: number; ended: number; canceled: number; error: number }
  nodes: Record<string, { entered: number; waiting: number }>
}
type Stored = { version: number; nodes: { key: string }[] }

const node = (key: string, kind: string, name: string, settings: object, x: number, y: number) => ({
  key,
  kind,
  name,
  settings,
  position: { x, y },
})
const path = (source: string, target: string) => ({ source, outlet: 'next', target })

/** Three ways: one that waits for a day, one that waits for a moment, and one that calls where nobody answers. */
const threeWays = {
  name: 'Plans',
  settings: { reentry: { mode: 'every_time' } },
  nodes: [
    node('start', 'trigger.event', 'Signed up', { event: 'Signed Up' }, 0, 0),
    node('wait', 'rule.delay', 'A day later', { duration: { days: 1 } }, 0, 88),
    node('hurry', 'trigger.event', 'In a hurry', { event: 'Hurried' }, 280, 0),
    node('brief', 'rule.delay', 'A moment later', { duration: { seconds: 8 } }, 280, 88),
    node('called', 'trigger.event', 'Has called', { event: 'Called' }, 560, 0),
    node('call', 'action.webhook', 'Tell the shop', { url: 'http://127.0.0.1:9/', awaits: true, retriesMax: 0 }, 560, 88),
    node('out', 'action.exit', 'Done', {}, 280, 300),
  ],
  paths: [
    path('start', 'wait'),
    path('wait', 'out'),
    path('hurry', 'brief'),
    path('brief', 'out'),
    path('called', 'call'),
    path('call', 'out'),
  ],
}

const send = (call: Call, event: string, ...users: string[]) =>
  call('POST', '/events', { batch: users.map((userId) => ({ type: 'track', event, userId })) })

test('a change of what is live, from the publish with a plan to the pause, the way back and the errors', async ({ page, baseURL }) => {
  test.setTimeout(120_000) // eight seconds of it are a wait that must not be over before the pause
  const { slug, call } = await openWorkspace(page, baseURL)
  const { id } = await call('POST', '/journeys', threeWays)
  const report = () => call<Report>('GET', `/journeys/${id}/report`)
  const designer = new DesignerPage(page)
  await page.goto(`/w/${slug}/journeys/${id}`)

  await expect(async () => {
    await page.getByRole('button', { name: 'Publish', exact: true }).click()
    await expect(page.getByRole('dialog', { name: 'Publish Plans' })).toBeVisible({ timeout: 1_000 })
  }).toPass()
  await page.getByRole('dialog').getByRole('button', { name: 'Publish', exact: true }).click()
  await expect(page.getByText('Ongoing, version 1')).toBeVisible()
  await send(call, 'Signed Up', 'ada', 'ben', 'cleo')
  await send(call, 'Called', 'dan', 'eve')
  await expect.poll(async () => (await report()).nodes.wait?.waiting).toBe(3)
  await expect.poll(async () => (await report()).journey.error, { timeout: 20_000 }).toBe(2)

  // Version 2 has a node more, and whoever waits for a day is taken there.
  await page.getByRole('searchbox', { name: 'Find a node' }).fill('Delay')
  await page.keyboard.press('Enter')
  await designer.inspector.getByLabel('Name', { exact: true }).fill('Later on')
  await designer.saved()
  await page.getByRole('button', { name: 'Publish', exact: true }).click()
  const second = page.getByRole('dialog', { name: 'Publish version 2 of Plans' })
  await expect(second).toContainText('3 members go on as before')
  await second.getByRole('radio', { name: 'You say for each node' }).click()
  await second.getByLabel('What happens to 3 members at A day later').selectOption({ label: 'Move to Later on' })
  await expect(second).toContainText('All 3 arrive at Later on now')
  await expectAccessible(page)
  await second.getByRole('button', { name: 'Publish version 2' }).click()
  await expect(page.getByText('Members are on version 2')).toBeVisible({ timeout: 20_000 })
  await expect(page.getByText('3 of 3 moved')).toBeVisible()
  const later = (await call<Stored>('GET', `/journeys/${id}`)).nodes.find(({ key }) => !threeWays.nodes.some((one) => one.key === key))?.key
  await expect.poll(async () => (await report()).nodes[later ?? '']?.waiting).toBe(3)

  // Whose time comes in a pause is parked, counted, and goes on as one says.
  await page.getByRole('link', { name: 'Live' }).click()
  await send(call, 'Hurried', 'fay', 'gus')
  await expect.poll(async () => (await report()).nodes.brief?.waiting).toBe(2)
  await page.getByRole('button', { name: 'Pause' }).click()
  await page.getByRole('dialog').getByRole('button', { name: 'Pause journey' }).click()
  await expect(page.getByText('Paused, version 2')).toBeVisible()
  await expect.poll(async () => (await call<{ parked: number }>('GET', `/journeys/${id}/parked`)).parked, { timeout: 20_000 }).toBe(2)
  await page.getByRole('button', { name: 'Resume' }).click()
  const resume = page.getByRole('dialog', { name: 'Resume Plans' })
  await expect(resume).toContainText('2 members would have gone on during the pause.')
  await resume.getByRole('radio', { name: 'Skip who is too late' }).click()
  await expect(resume).toContainText('Nobody is canceled; 2 go on now.')
  await resume.getByRole('button', { name: 'Resume journey' }).click()
  await expect(page.getByText('Ongoing, version 2')).toBeVisible()
  await expect.poll(async () => (await report()).journey.ended, { timeout: 20_000 }).toBe(2)

  // Back to the first drawing, as a version of its own; whoever is inside finishes on theirs.
  await page.getByRole('button', { name: 'More', exact: true }).click()
  await page.getByRole('menuitem', { name: 'Versions…' }).click()
  await page.getByRole('button', { name: 'Restore version 1' }).click()
  await expect(page.getByRole('dialog')).toContainText('3 members inside finish on their version.')
  await page.getByRole('button', { name: 'Publish version 1 again' }).click()
  await expect(page.getByText('Ongoing, version 3')).toBeVisible()
  const restored = await call<Stored>('GET', `/journeys/${id}`)
  expect([restored.version, restored.nodes.map(({ key }) => key).sort()]).toEqual([3, threeWays.nodes.map(({ key }) => key).sort()])

  // The errors, all at once: they are retried and fail again, then they leave.
  await page.goto(`/w/${slug}/journeys/${id}/members?status=ERROR`)
  const rows = page.getByRole('table', { name: 'Passages in error' }).getByRole('row')
  await expect(rows).toHaveCount(3)
  const act = async (name: string, title: string) => {
    await expect(async () => {
      await page.getByRole('button', { name, exact: true }).click()
      await expect(page.getByRole('dialog', { name: title })).toBeVisible({ timeout: 1_000 })
    }).toPass()
    await page.getByRole('dialog').getByRole('button', { name, exact: true }).click()
    await expect(page.getByRole('dialog')).toBeHidden()
  }
  await act('Retry', 'Retry 2 passages?')
  type Acts = { data: { act: string; matched: number; finishedAt: string | null }[] }
  const acts = async () => (await call<Acts>('GET', `/journeys/${id}/errors/acts`)).data.filter(({ finishedAt }) => finishedAt !== null)
  await expect.poll(async () => (await acts()).map(({ act: what, matched }) => `${what} ${matched}`)).toEqual(['retry 2'])
  await expect.poll(async () => (await report()).journey.error, { timeout: 20_000 }).toBe(2)
  await page.reload()
  await expect(rows).toHaveCount(3, { timeout: 25_000 })
  await act('Exit', 'Exit 2 passages?')
  await expect.poll(async () => (await report()).journey, { timeout: 20_000 }).toMatchObject({ canceled: 2, error: 0, inProgress: 3 })
})

test('a draft is tried with a made-up member, step by step, and nothing of it happens', async ({ page, baseURL }) => {
  const { slug, call } = await openWorkspace(page, baseURL)
  const { id } = await call('POST', '/journeys', { ...threeWays, paths: threeWays.paths.slice(0, 4) })
  await page.goto(`/w/${slug}/journeys/${id}?mode=simulate`)
  const aside = page.getByRole('complementary', { name: 'Simulate' })
  await expect(async () => {
    await aside.getByRole('radio', { name: 'Made up' }).click()
    await expect(aside.getByRole('combobox', { name: 'Event 1' })).toHaveValue('Signed Up', { timeout: 500 })
  }).toPass()
  await aside.getByRole('button', { name: 'Simulate', exact: true }).click()
  const steps = aside.getByRole('list', { name: 'Step by step' }).getByRole('listitem')
  await expect(steps).toHaveCount(3)
  await expect(steps.nth(1)).toContainText('A day later')
  await expect(aside).toContainText('None is opened, clicked or bounced')
  await expectAccessible(page)
  expect((await call<Report>('GET', `/journeys/${id}/report`)).journey.triggered).toBe(0)
})
