import { DesignerPage } from './support/designer.ts'
import { openWorkspace, welcome } from './support/ownWorkspace.ts'
import { expect, expectAccessible, test } from './support/test.ts'

type Stored = {
  nodes: { key: string; kind: string; name: string; position: { x: number; y: number } }[]
  paths: { source: string; outlet: string; target: string }[]
  version: number | null
  status: string
  etag: string
}

test('a journey is drawn with the mouse, saved by itself, and there again after a reload', async ({ page, baseURL }) => {
  const { slug, call } = await openWorkspace(page, baseURL)
  const { id } = await call('POST', '/journeys', { name: 'Drawn' })
  const designer = new DesignerPage(page)
  await page.goto(`/w/${slug}/journeys/${id}`)
  await expect(page.getByText('What starts this journey?')).toBeVisible()
  await designer.drag('Event', { x: 300, y: 80 }, 'Signed up')
  await designer.drag('Condition', { x: 300, y: 220 }, 'Pro?')
  await designer.drag('Exit', { x: 160, y: 400 }, 'Is pro')
  await designer.drag('Exit', { x: 480, y: 400 }, 'Is not')
  await designer.connect('Signed up', 'Next', 'Pro?')
  await designer.connect('Pro?', 'Yes', 'Is pro')
  await designer.connect('Pro?', 'No', 'Is not')
  await designer.saved()
  const stored = await call<Stored>('GET', `/journeys/${id}`)
  expect(stored.paths.map((path) => path.outlet).sort()).toEqual(['next', 'no', 'yes'])
  await page.reload()
  await expect(page.getByTestId('node-card')).toHaveCount(4)
  await expect(page.locator('.react-flow__edge')).toHaveCount(3)

  // A node is moved by its card, and the new place is what is stored.
  const card = designer.card('Is not')
  const box = await card.boundingBox()
  if (!box) throw new Error('the card is not drawn')
  await page.mouse.move(box.x + 60, box.y + 14)
  await page.mouse.down()
  await page.mouse.move(box.x + 160, box.y + 74, { steps: 8 })
  await page.mouse.up()
  await expect
    .poll(async () => {
      const before = stored.nodes.find((node) => node.name === 'Is not')?.position
      const after = (await call<Stored>('GET', `/journeys/${id}`)).nodes.find((node) => node.name === 'Is not')?.position
      return (after?.x ?? 0) - (before?.x ?? 0)
    })
    .toBeGreaterThan(60)
})

test('a journey is drawn without a mouse', async ({ page, baseURL }) => {
  const { slug, call } = await openWorkspace(page, baseURL)
  const { id } = await call('POST', '/journeys', { name: 'Typed' })
  const { inspector } = new DesignerPage(page)
  await page.goto(`/w/${slug}/journeys/${id}`)
  const add = async (kind: string, name: string, count: number) => {
    await page.getByRole('searchbox', { name: 'Find a node' }).fill(kind)
    await page.keyboard.press('Enter')
    await expect(page.getByTestId('node-card')).toHaveCount(count)
    await inspector.getByLabel('Name', { exact: true }).fill(name)
  }
  await expect(async () => {
    await page.keyboard.press('/')
    await expect(page.getByRole('searchbox', { name: 'Find a node' })).toBeFocused({ timeout: 500 })
  }).toPass()
  await add('Event', 'Signed up', 1)
  await add('Delay', 'A day', 2)
  await add('Condition', 'Pro?', 3)
  await add('Exit', 'Is pro', 4)
  // Each followed the one before by its free outlet; the other branch is connected in the settings.
  await expect(page.locator('.react-flow__edge')).toHaveCount(3)
  await page.getByRole('group', { name: /^Condition: Pro\?/ }).focus()
  await page.keyboard.press('Enter')
  await inspector.getByLabel('No leads to').selectOption({ label: 'Is pro' })
  await expect(page.locator('.react-flow__edge')).toHaveCount(4)

  // Arrow keys move, Delete removes, and the way that led there leads on; Ctrl+Z brings it back.
  const delay = page.getByRole('group', { name: /^Delay: A day/ })
  await delay.focus()
  await page.keyboard.press('Enter')
  const before = await delay.boundingBox()
  for (const _ of [1, 2, 3]) await page.keyboard.press('Shift+ArrowRight')
  await expect.poll(async () => (await delay.boundingBox())?.x ?? 0).toBeGreaterThan((before?.x ?? 0) + 20)
  await page.keyboard.press('Delete')
  await expect(page.getByTestId('node-card')).toHaveCount(3)
  await expect(page.getByLabel('Path from Signed up by next to Pro?')).toBeAttached()
  await page.keyboard.press('Control+z')
  await expect(page.getByTestId('node-card')).toHaveCount(4)
  await page.keyboard.press('Control+Shift+z')
  await expect(page.getByTestId('node-card')).toHaveCount(3)
})

test('a node is put on a path by its plus, and at the end of a path drawn into nothing', async ({ page, baseURL }) => {
  const { slug, call } = await openWorkspace(page, baseURL)
  const { id } = await call('POST', '/journeys', welcome('Welcome'))
  const designer = new DesignerPage(page)
  await page.goto(`/w/${slug}/journeys/${id}`)
  // The page is drawn before it listens: the first press may come too early.
  const kinds = page.getByRole('dialog', { name: 'Add a node here' })
  await expect(async () => {
    await page.getByRole('button', { name: 'Add a node between Signed up and A day later' }).focus()
    await page.keyboard.press('Enter')
    await expect(kinds).toBeVisible({ timeout: 1_000 })
  }).toPass()
  await kinds.getByRole('option', { name: 'Condition', exact: true }).click()
  await expect(page.getByTestId('node-card')).toHaveCount(5)
  await expect(page.getByLabel('Path from Signed up by next to Condition')).toBeAttached()
  await expect(page.getByLabel('Path from Condition by yes to A day later')).toBeAttached()

  const no = designer.card('Condition').getByLabel('Outlet No')
  const box = await no.boundingBox()
  if (!box) throw new Error('the outlet is not drawn')
  await page.mouse.move(box.x + box.width / 2, box.y + box.height / 2)
  await page.mouse.down()
  await page.mouse.move(box.x + 220, box.y + 90, { steps: 8 })
  await page.mouse.up()
  await page.getByRole('dialog', { name: 'Add a node here' }).getByRole('option', { name: 'Exit' }).click()
  await expect(page.getByLabel('Path from Condition by no to Exit')).toBeAttached()
})

test('publishing is refused while a problem stands, says what to do, and leads there', async ({ page, baseURL }) => {
  const { slug, call } = await openWorkspace(page, baseURL)
  const { id } = await call('POST', '/journeys', welcome('Welcome', { template: '' }))
  const designer = new DesignerPage(page)
  await page.goto(`/w/${slug}/journeys/${id}`)
  await expect(page.getByRole('button', { name: '1 problem' })).toBeVisible()
  await page.getByRole('button', { name: 'Publish' }).click()
  const refused = page.getByRole('dialog', { name: 'Welcome cannot be published yet' })
  await refused.getByRole('button', { name: /No template is chosen/ }).click()
  await expect(refused).toBeHidden()
  await expect(designer.inspector.getByLabel('Name', { exact: true })).toHaveValue('Hello')
  await designer.inspector.getByRole('radio', { name: 'Written here' }).click()
  await designer.inspector.getByLabel('Subject').fill('Welcome {{ member.firstName }}')
  await designer.inspector.getByLabel('Body').fill('<p>Good to have you.</p>')
  await expect(page.getByRole('button', { name: 'No problems' })).toBeVisible()

  await page.getByRole('button', { name: 'Publish' }).click()
  const dialogue = page.getByRole('dialog', { name: 'Publish Welcome' })
  await expect(dialogue).toContainText('It goes live at once')
  await dialogue.getByRole('button', { name: 'Publish' }).click()
  await expect(page.getByText('Ongoing, version 1')).toBeVisible()

  // A later version says what it changes before it replaces what is live.
  await designer.select('A day later')
  await designer.inspector.getByLabel('How many').fill('2')
  await expect(page.getByText('1 change not live')).toBeVisible()
  await page.getByRole('button', { name: 'Publish' }).click()
  const second = page.getByRole('dialog', { name: 'Publish version 2 of Welcome' })
  await expect(second).toContainText('A day later: 1 day 2 days')
  await expect(second).toContainText('Nobody is inside it now.')
  await second.getByRole('button', { name: 'Publish version 2' }).click()
  await expect(page.getByText('Ongoing, version 2')).toBeVisible()
  await page.getByRole('link', { name: 'Live' }).click()
  await expect(designer.card('Signed up')).toContainText('0 entered')
  await expectAccessible(page)
})

test('two people on one draft: the second is told, and nothing is overwritten unasked', async ({ page, baseURL, context }) => {
  const { slug, call } = await openWorkspace(page, baseURL)
  const { id } = await call('POST', '/journeys', welcome('Welcome'))
  const other = await context.newPage()
  for (const tab of [page, other]) await tab.goto(`/w/${slug}/journeys/${id}`)
  const [mine, theirs] = [new DesignerPage(page), new DesignerPage(other)]
  const rename = async (designer: DesignerPage, from: string, to: string) => {
    await designer.select(from)
    await designer.inspector.getByLabel('Name', { exact: true }).fill(to)
  }
  const names = async () => (await call<Stored>('GET', `/journeys/${id}`)).nodes.map((node) => node.name)
  await rename(theirs, 'Done', 'Their end')
  await expect.poll(names).toContain('Their end')
  await rename(mine, 'Done', 'My end')
  const choice = page.getByRole('dialog', { name: 'Somebody else changed this journey' })
  await expect(choice).toBeVisible()
  expect(await names()).toContain('Their end')
  await choice.getByRole('button', { name: 'Take theirs' }).click()
  await expect(mine.card('Their end')).toBeVisible()

  await rename(mine, 'Their end', 'My end')
  await expect.poll(names).toContain('My end')
  await rename(theirs, 'Their end', 'Their last word')
  const again = other.getByRole('dialog', { name: 'Somebody else changed this journey' })
  await again.getByRole('button', { name: 'Keep mine' }).click()
  await expect.poll(names).toContain('Their last word')
})

test('without a connection nothing is lost: it says so, and saves when the connection is back', async ({ page, baseURL, context }) => {
  const { slug, call } = await openWorkspace(page, baseURL)
  const { id } = await call('POST', '/journeys', welcome('Welcome'))
  const designer = new DesignerPage(page)
  await page.goto(`/w/${slug}/journeys/${id}`)
  await designer.select('Done')
  await context.setOffline(true)
  await designer.inspector.getByLabel('Reason').fill('welcomed')
  await expect(page.getByText('No connection: not saved yet')).toBeVisible()
  await context.setOffline(false)
  await designer.saved()
  await expect.poll(async () => JSON.stringify(await call('GET', `/journeys/${id}`))).toContain('welcomed')
})

test('a condition is built from attributes, events and groups, and is stored as the document says', async ({ page, baseURL }) => {
  const { slug, call } = await openWorkspace(page, baseURL)
  const { id } = await call('POST', '/journeys', {
    name: 'Asked',
    nodes: [{ key: 'ask', kind: 'rule.condition', name: 'Ask', settings: { condition: { all: [] } }, position: { x: 0, y: 0 } }],
  })
  const designer = new DesignerPage(page)
  const { inspector } = designer
  await page.goto(`/w/${slug}/journeys/${id}`)
  await designer.select('Ask')
  await inspector.getByRole('button', { name: 'Attribute', exact: true }).click()
  await designer.choose(inspector.getByRole('combobox', { name: 'Attribute' }), 'plan')
  await inspector.getByLabel('Value', { exact: true }).fill('pro')
  await inspector.getByRole('button', { name: 'Event', exact: true }).click()
  await designer.choose(inspector.getByRole('combobox', { name: 'Event', exact: true }), 'Order Completed')
  await inspector.getByLabel('How often', { exact: true }).fill('3')
  await inspector.getByLabel('Over what time').selectOption('within')
  await inspector.getByLabel('How many', { exact: true }).fill('90')
  await inspector.getByRole('button', { name: 'Only events where…' }).click()
  await designer.choose(inspector.getByRole('combobox', { name: 'Property' }), 'revenue')
  await inspector.getByRole('combobox', { name: 'Comparison' }).nth(1).selectOption('gte')
  await inspector.getByLabel('Value', { exact: true }).nth(1).fill('20')
  await designer.saved()
  await expect
    .poll(async () => (await call<{ nodes: { settings: unknown }[] }>('GET', `/journeys/${id}`)).nodes[0]?.settings)
    .toEqual({
      condition: {
        all: [
          { attribute: 'plan', operator: 'equals', value: 'pro' },
          {
            event: 'Order Completed',
            count: { operator: 'gte', value: 3 },
            within: { days: 90 },
            where: { all: [{ property: 'revenue', operator: 'gte', value: 20 }] },
          },
        ],
      },
    })
})

test('light, dark and narrow: the designer has no serious accessibility fault', async ({ page, baseURL }) => {
  const { slug, call } = await openWorkspace(page, baseURL)
  const { id } = await call('POST', '/journeys', welcome('Welcome', { template: '' }))
  const designer = new DesignerPage(page)
  for (const [colorScheme, width] of [
    ['light', 1440],
    ['dark', 1024],
  ] as const) {
    await page.setViewportSize({ width, height: 768 })
    await page.emulateMedia({ colorScheme })
    await page.goto(`/w/${slug}/journeys/${id}`)
    await designer.select('A day later')
    await expect(designer.inspector).toBeVisible()
    await expectAccessible(page)
  }
  // On a narrow window the settings lie over the canvas and can be put away.
  await designer.inspector.getByRole('button', { name: 'Close' }).click()
  await expect(designer.inspector).toBeHidden()
})
