import { openWorkspace, welcome } from './support/ownWorkspace.ts'
import { expect, expectAccessible, test } from './support/test.ts'

test('an empty workspace says what a journey is and leads to the first one', async ({ page, baseURL }) => {
  const { slug } = await openWorkspace(page, baseURL)
  await page.goto(`/w/${slug}/journeys`)
  await expect(page.getByRole('heading', { name: 'No journeys yet' })).toBeVisible()
  await expectAccessible(page)
  await page.getByRole('button', { name: 'Draw the first journey' }).click()
  await page.waitForURL(/\/journeys\/\d+$/)
  await expect(page.getByLabel('Name of the journey')).toHaveValue('Untitled journey')
})

test('journeys are found by tab, search and filter, and the address keeps what one looks at', async ({ page, baseURL }) => {
  const { slug, call } = await openWorkspace(page, baseURL)
  const live = await call('POST', '/journeys', welcome('Win back'))
  await call('POST', `/journeys/${live.id}/publish`, {})
  await call('POST', '/journeys', welcome('Welcome'))
  await call('POST', '/journeys', welcome('Unfinished', { template: '' }))
  await page.goto(`/w/${slug}/journeys`)
  const rows = page.getByRole('table', { name: 'Journeys' }).getByRole('row')
  await expect(rows).toHaveCount(4)
  await expect(page.getByRole('tab', { name: 'Draft 2' })).toBeVisible()
  await expect(rows.filter({ hasText: 'Unfinished' })).toContainText('1 problem')
  await expect(rows.filter({ hasText: 'Win back' })).toContainText('Ongoing')

  await page.getByRole('tab', { name: 'Ongoing 1' }).click()
  await expect(rows).toHaveCount(2)
  await expect(page).toHaveURL(/status=ONGOING/)
  await page.getByRole('tab', { name: /^All/ }).click()
  await page.getByRole('searchbox', { name: 'Name or event' }).fill('welc')
  await expect(rows).toHaveCount(2)
  await page.reload()
  await expect(page.getByRole('searchbox', { name: 'Name or event' })).toHaveValue('welc')
  await expect(rows).toHaveCount(2)

  await page.getByRole('searchbox', { name: 'Name or event' }).fill('wellcom')
  await expect(page.getByRole('heading', { name: 'Nothing matches “wellcom”' })).toBeVisible()
  await expect(page.getByRole('button', { name: 'Show Welcome' })).toBeVisible()
  await page.getByRole('button', { name: 'Clear filters' }).click()
  await page.getByRole('button', { name: 'Name', exact: true }).click()
  await expect(rows.nth(1)).toContainText('Unfinished')
  await page.getByRole('button', { name: 'Name', exact: true }).click()
  await expect(rows.nth(1)).toContainText('Win back')
  await expect(page).toHaveURL(/sort=-name/)
  await expect(page.getByText('3 journeys · 0 members in progress')).toBeVisible()
  await expectAccessible(page)
})

test('the keyboard alone moves, selects, opens and searches', async ({ page, baseURL }) => {
  const { slug, call } = await openWorkspace(page, baseURL)
  await call('POST', '/journeys', welcome('First'))
  const second = await call('POST', '/journeys', welcome('Second'))
  await page.goto(`/w/${slug}/journeys`)
  await expect(page.getByRole('link', { name: 'Second' })).toBeVisible()
  await expect(async () => {
    await page.keyboard.press('j')
    await page.keyboard.press('x')
    await expect(page.getByText('1 selected')).toBeVisible({ timeout: 500 })
  }).toPass()
  await page.keyboard.press('Escape')
  await expect(page.getByText('1 selected')).toBeHidden()
  await page.keyboard.press('?')
  await expect(page.getByRole('dialog', { name: 'Keys' })).toBeVisible()
  await page.keyboard.press('Escape')
  await expect(page.getByRole('dialog')).toBeHidden()
  await page.keyboard.press('/')
  await expect(page.getByRole('searchbox', { name: 'Name or event' })).toBeFocused()
  await page.keyboard.press('Escape')
  for (const _ of ['k', 'k', 'k']) await page.keyboard.press('k')
  await page.keyboard.press('Enter')
  await page.waitForURL(new RegExp(`/journeys/${second.id}$`))
})

test('several are paused at once and taken back with Undo; ending names and counts what it does', async ({ page, baseURL }) => {
  const { slug, call } = await openWorkspace(page, baseURL)
  for (const name of ['Win back', 'Welcome']) {
    const { id } = await call('POST', '/journeys', welcome(name))
    await call('POST', `/journeys/${id}/publish`, {})
  }
  await page.goto(`/w/${slug}/journeys`)
  await page.getByRole('checkbox', { name: 'Select all journeys shown' }).click()
  await page.getByRole('button', { name: 'Pause 2' }).click()
  const dialogue = page.getByRole('dialog', { name: 'Pause 2 journeys' })
  await expect(dialogue).toContainText('Nobody is inside now')
  await dialogue.getByRole('button', { name: 'Pause 2 journeys' }).click()
  await expect(page.getByRole('tab', { name: 'Paused 2' })).toBeVisible()
  await page.getByRole('button', { name: 'Undo' }).click()
  await expect(page.getByRole('tab', { name: 'Ongoing 2' })).toBeVisible()

  await page.getByRole('button', { name: 'Actions for Welcome' }).click()
  await page.getByRole('menuitem', { name: 'End…' }).click()
  await page.getByRole('dialog', { name: 'End Welcome' }).getByRole('button', { name: 'End journey' }).click()
  await expect(page.getByRole('tab', { name: 'Ended 1' })).toBeVisible()
})

test('a journey is duplicated, exported, imported and deleted', async ({ page, baseURL }) => {
  const { slug, call } = await openWorkspace(page, baseURL)
  await call('POST', '/journeys', welcome('Welcome'))
  await page.goto(`/w/${slug}/journeys`)
  await page.getByRole('button', { name: 'Actions for Welcome' }).click()
  const [file] = await Promise.all([page.waitForEvent('download'), page.getByRole('menuitem', { name: 'Export as JSON' }).click()])
  expect(file.suggestedFilename()).toBe('welcome.json')
  const path = await file.path()

  await page.getByRole('button', { name: 'Actions for Welcome' }).click()
  await page.getByRole('menuitem', { name: 'Duplicate' }).click()
  await expect(page.getByLabel('Name of the journey')).toHaveValue('Welcome (copy)')

  await page.goto(`/w/${slug}/journeys`)
  await page
    .getByLabel('Journey file to import')
    .setInputFiles({ name: 'welcome.json', mimeType: 'application/json', buffer: (await import('node:fs')).readFileSync(path) })
  await page.waitForURL(/\/journeys\/\d+$/)
  await expect(page.getByTestId('node-card')).toHaveCount(4)

  await page.goto(`/w/${slug}/journeys`)
  await page.getByRole('button', { name: 'Actions for Welcome (copy)' }).click()
  await page.getByRole('menuitem', { name: 'Delete…' }).click()
  await page.getByRole('dialog', { name: 'Delete Welcome (copy)' }).getByRole('button', { name: 'Delete journey' }).click()
  await expect(page.getByRole('link', { name: 'Welcome (copy)' })).toBeHidden()
  await expect(page.getByRole('tab', { name: 'All 2' })).toBeVisible()
})

test('a file that is no journey is refused with the reason', async ({ page, baseURL }) => {
  const { slug } = await openWorkspace(page, baseURL)
  await page.goto(`/w/${slug}/journeys`)
  const wrong = JSON.stringify({ name: 'Strange', nodes: [{ key: 'a', kind: 'rule.teleport' }] })
  await page
    .getByLabel('Journey file to import')
    .setInputFiles({ name: 'strange.json', mimeType: 'application/json', buffer: Buffer.from(wrong) })
  await expect(page.getByText(/strange\.json is not a journey: nodes\/0\/kind/).first()).toBeVisible()
})

test('light, dark and narrow: the list has no serious accessibility fault', async ({ page, baseURL }) => {
  const { slug, call } = await openWorkspace(page, baseURL)
  await call('POST', '/journeys', welcome('Unfinished', { template: '' }))
  await page.setViewportSize({ width: 1024, height: 768 })
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' })
    await page.goto(`/w/${slug}/journeys`)
    await expect(page.getByRole('link', { name: 'Unfinished' })).toBeVisible()
    await expectAccessible(page)
  }
  await page.getByRole('button', { name: 'Actions for Unfinished' }).focus()
  await expect(page.getByRole('link', { name: 'Settings' })).toBeVisible()
})
