import { expect, type Locator, type Page } from '@playwright/test'

/** The designer as a person uses it: the palette on the left, the canvas, the settings of what is selected on the right. */
export class DesignerPage {
  constructor(readonly page: Page) {}

  /** The card of a node, by the name it shows. */
  card(name: string): Locator {
    return this.page.getByTestId('node-card').filter({ hasText: name })
  }

  /** The settings of what is selected. */
  get inspector(): Locator {
    return this.page.getByRole('complementary', { name: 'Settings of what is selected' })
  }

  /** Drags a kind of node from the palette to a place on the canvas (pixels from its corner), and names it. */
  async drag(kind: string, at: { x: number; y: number }, name: string): Promise<void> {
    const cards = await this.page.getByTestId('node-card').count()
    const entry = this.page.getByRole('complementary', { name: 'Nodes' }).getByRole('button', { name: kind, exact: true })
    await entry.dragTo(this.page.locator('.react-flow__pane'), { targetPosition: at })
    await expect(this.page.getByTestId('node-card')).toHaveCount(cards + 1)
    await this.inspector.getByLabel('Name', { exact: true }).fill(name)
    await expect(this.card(name)).toBeVisible()
  }

  /** Draws a path with the mouse: from an outlet of one node to another node. */
  async connect(source: string, outlet: string, target: string): Promise<void> {
    const paths = await this.page.locator('.react-flow__edge').count()
    const from = this.card(source).getByLabel(`Outlet ${outlet}`)
    await from.dragTo(this.card(target), { targetPosition: { x: 126, y: 6 } })
    await expect(this.page.locator('.react-flow__edge')).toHaveCount(paths + 1)
  }

  async select(name: string): Promise<void> {
    await this.card(name).click({ position: { x: 60, y: 14 } })
    await expect(this.inspector.getByLabel('Name', { exact: true })).toHaveValue(name)
  }

  /** Types into a combobox and takes what was typed. */
  async choose(box: Locator, value: string): Promise<void> {
    await box.fill(value)
    await box.press('Enter')
    await expect(box).toHaveValue(value)
  }

  async saved(): Promise<void> {
    await expect(this.page.getByText(/^Saved \d/)).toBeVisible()
  }
}
