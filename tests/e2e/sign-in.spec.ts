import type { Browser, Page } from '@playwright/test'
import { ADMIN } from './support/admin.ts'
import { openWorkspace } from './support/ownWorkspace.ts'
import { openSecondInstallation } from './support/secondInstallation.ts'
import { expect, expectAccessible, test } from './support/test.ts'

const nobody = { cookies: [], origins: [] }
const PASSWORD = 'a long enough password'

/** A browser in which nobody has signed in. */
async function fresh(browser: Browser, baseURL: string | undefined): Promise<Page> {
  const context = await browser.newContext({ ...(baseURL && { baseURL }), storageState: nobody })
  return context.newPage()
}

async function fillAccount(page: Page, name: string, password: string): Promise<void> {
  await page.getByLabel('Your name').fill(name)
  await page.getByLabel('Password').fill(password)
}

/** Invites somebody on the people page and returns the link. */
async function invite(page: Page, slug: string, email: string, role: string): Promise<string> {
  await page.goto(`/w/${slug}/settings/people`)
  await page.getByRole('button', { name: 'Invite' }).click()
  await page.getByLabel('Email').fill(email)
  await page.getByRole('radio', { name: new RegExp(`^${role}`) }).click()
  await page.getByRole('button', { name: 'Make link' }).click()
  const link = await page.getByLabel('Invitation link').inputValue()
  await page.getByRole('button', { name: 'Done' }).click()
  return link
}

test('the first-run link makes the first account, once, and leads in', async ({ browser }) => {
  test.slow()
  const installation = await openSecondInstallation()
  try {
    const page = await fresh(browser, installation.url)
    await page.goto('/')
    await expect(page).toHaveURL(/\/sign-in$/)
    await expect(page.getByText('There is no account yet')).toBeVisible()
    const link = await installation.command('sign-in-link')
    await page.goto(link)
    await expectAccessible(page)
    await fillAccount(page, 'Ada', 'short')
    await page.getByLabel('Email').fill('ada@example.com')
    await page.getByRole('button', { name: 'Make account' }).click()
    await expect(page.getByText('Use at least 10 characters.')).toBeVisible()
    await page.getByLabel('Password').fill(PASSWORD)
    await page.getByRole('button', { name: 'Make account' }).click()
    await expect(page).toHaveURL(/\/w\/default\/journeys$/)
    await page.goto(link)
    await expect(page.getByRole('heading', { name: 'This link no longer works' })).toBeVisible()
    await expect(installation.command('sign-in-link')).rejects.toThrow()
    await page.context().close()
  } finally {
    await installation.close()
  }
})

test('a wrong password is told without saying which part is wrong; the right one leads back to where one was', async ({
  browser,
  baseURL,
}) => {
  const page = await fresh(browser, baseURL)
  await page.goto('/w/default/settings/people')
  await expect(page).toHaveURL(/\/sign-in\?from=/)
  await expectAccessible(page)
  for (const email of [ADMIN.email, 'nobody@example.com']) {
    await page.getByLabel('Email').fill(email)
    await page.getByLabel('Password').fill('wrong password')
    await page.getByRole('button', { name: 'Sign in' }).click()
    await expect(page.getByText('Email or password is wrong.')).toBeVisible()
    await expect(page.getByLabel('Password')).toHaveValue('')
  }
  await page.getByLabel('Email').fill(ADMIN.email)
  await page.getByLabel('Password').fill(ADMIN.password)
  await page.getByLabel('Password').press('Enter')
  await expect(page).toHaveURL(/\/w\/default\/settings\/people$/)
  await page.context().close()
})

test('somebody invited as viewer reads and changes nothing, and after signing out their cookie is worth nothing', async ({
  page,
  browser,
  baseURL,
}) => {
  const { slug } = await openWorkspace(page, baseURL)
  const email = `viewer-${slug}@example.com`
  const link = await invite(page, slug, email, 'Viewer')
  const guest = await fresh(browser, baseURL)
  await guest.goto(link)
  await expect(guest.getByText('You are invited as viewer.')).toBeVisible()
  await fillAccount(guest, 'Vera', PASSWORD)
  await guest.getByRole('button', { name: 'Make account and join' }).click()
  await expect(guest).toHaveURL(new RegExp(`/w/${slug}/journeys$`))
  await expect(guest.getByRole('button', { name: 'New journey' })).toHaveCount(0)
  await guest.goto(`/w/${slug}/settings/general`)
  await expect(guest.getByLabel('Name', { exact: true })).toBeDisabled()
  await expect(guest.getByRole('button', { name: 'Delete workspace' })).toBeDisabled()
  await guest.goto(`/w/${slug}/settings/keys`)
  await expect(guest.getByText('Only admins and owners can change this.')).toBeVisible()

  const headers = { 'Sojourn-Workspace': slug, origin: new URL(baseURL ?? '').origin }
  const write = await guest.request.post('/api/v1/journeys', { headers, data: { name: 'Mine' } })
  expect([write.status(), (await write.json()).code]).toEqual([403, 'role'])
  const elsewhere = await guest.request.get('/api/v1/journeys', { headers: { 'Sojourn-Workspace': 'default' } })
  expect(elsewhere.status()).toBe(404)

  const copied = await guest.context().storageState()
  await guest.getByRole('button', { name: /Vera/ }).click()
  await guest.getByRole('menuitem', { name: 'Sign out' }).click()
  await expect(guest).toHaveURL(/\/sign-in$/)
  const thief = await browser.newContext({ ...(baseURL && { baseURL }), storageState: copied })
  expect((await thief.request.get('/api/v1/me')).status()).toBe(401)
  await thief.close()
  await guest.context().close()
})

test('a key is shown once, works, and is refused after its revocation', async ({ page, baseURL, playwright }) => {
  const { slug } = await openWorkspace(page, baseURL)
  await page.goto(`/w/${slug}/settings/keys`)
  await page.getByRole('button', { name: 'Create key' }).first().click()
  await page.getByLabel('Name').fill('Shop server')
  await page.getByRole('radio', { name: /^Server/ }).click()
  await page.getByRole('dialog').getByRole('button', { name: 'Create key' }).click()
  const key = await page.getByLabel('Key', { exact: true }).inputValue()
  await page.getByRole('button', { name: 'I have copied it' }).click()
  await expect(page.getByRole('cell', { name: 'Shop server', exact: true })).toBeVisible()
  expect(await page.content()).not.toContain(key)

  const api = await playwright.request.newContext({
    ...(baseURL && { baseURL }),
    storageState: nobody,
    extraHTTPHeaders: { authorization: `Bearer ${key}` },
  })
  expect((await api.get('/api/v1/journeys')).status()).toBe(200)
  await page.getByRole('button', { name: 'Revoke Shop server' }).click()
  await page.getByRole('dialog').getByRole('button', { name: 'Revoke' }).click()
  await expect(page.getByRole('heading', { name: 'No keys yet' })).toBeVisible()
  expect((await api.get('/api/v1/journeys')).status()).toBe(401)
  await api.dispose()
})

test('settings are kept, guarded while unsaved, and say at the field what is wrong', async ({ page, baseURL }) => {
  const { slug } = await openWorkspace(page, baseURL)
  await page.goto(`/w/${slug}/settings/general`)
  await expectAccessible(page)
  await page.getByLabel('Sender email').fill('nope')
  await page.getByRole('button', { name: 'Save' }).click()
  await expect(page.getByText('Use an email address, such as jane@example.com.')).toBeVisible()
  await page.getByRole('link', { name: 'Journeys' }).click()
  await page.getByRole('dialog').getByRole('button', { name: 'Stay' }).click()
  await page.getByLabel('Sender email').fill('shop@example.com')
  await page.getByLabel('Time zone').selectOption('Asia/Tokyo')
  await page.getByRole('button', { name: 'Save' }).click()
  await expect(page.getByText('Settings saved', { exact: true })).toBeVisible()
  await page.reload()
  await expect(page.getByLabel('Sender email')).toHaveValue('shop@example.com')
  await expect(page.getByLabel('Time zone')).toHaveValue('Asia/Tokyo')
  for (const tab of ['People', 'Keys', 'Dead letters']) {
    await page.getByRole('navigation', { name: 'Settings' }).getByRole('link', { name: tab }).click()
    await expect(page.getByRole('link', { name: tab, exact: true })).toHaveAttribute('aria-current', 'page')
  }
})

test('deleting a workspace names what is lost and asks for its name', async ({ page, baseURL }) => {
  const { slug, call } = await openWorkspace(page, baseURL)
  await call('POST', '/journeys', { name: 'Win back' })
  await page.goto(`/w/${slug}/settings/general`)
  await page.getByRole('button', { name: 'Delete workspace' }).click()
  const dialog = page.getByRole('dialog')
  await expect(dialog.getByText('1 journey with its reports')).toBeVisible()
  await expect(dialog.getByRole('button', { name: 'Delete workspace' })).toBeDisabled()
  await dialog.getByLabel('Type Fennel & Oak to confirm').fill('Fennel & Oak')
  await dialog.getByRole('button', { name: 'Delete workspace' }).click()
  await expect(page).toHaveURL(/\/w\/[^/]+\/journeys$/)
  expect((await page.goto(`/w/${slug}/journeys`))?.status()).toBe(404)
})
