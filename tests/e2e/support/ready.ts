import type { Page } from '@playwright/test'

/** Opens a page and waits until it answers: until React has taken over its heading, a click on it goes nowhere. */
export async function open(page: Page, address: string): Promise<void> {
  await page.goto(address)
  await answers(page)
}

/** The same after a reload or a link. */
export async function answers(page: Page): Promise<void> {
  await page.waitForFunction(() => {
    const heading = document.querySelector('main h1')
    return heading !== null && Object.keys(heading).some((name) => name.startsWith('__reactFiber'))
  })
}
