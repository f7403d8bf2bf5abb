import type { Page } from '@playwright/test'
import type { JourneyDocument } from '#domain/journey/document.ts'
import { expect } from './test.ts'

type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'
export type Call = <T = { id: string }>(method: Method, path: string, body?: unknown) => Promise<T>

/** A fresh workspace of the signed-in operator, with the API that its screens use. */
export async function openWorkspace(page: Page, baseURL: string | undefined): Promise<{ slug: string; call: Call }> {
  const slug = `w${Date.now().toString(36)}${Math.floor(Math.random() * 1_000_000).toString(36)}`
  const call: Call = async (method, path, body) => {
    const answer = await page.request.fetch(`/api/v1${path}`, {
      method,
      headers: { 'Sojourn-Workspace': slug, origin: new URL(baseURL ?? '').origin },
      ...(body === undefined ? {} : { data: body }),
    })
    expect(answer.ok(), `${method} ${path} answered ${answer.status()}: ${await answer.text()}`).toBe(true)
    return answer.status() === 204 ? undefined : answer.json()
  }
  await call('POST', '/workspaces', { name: 'Fennel & Oak', slug })
  return { slug, call }
}

/** Event → delay → email (its template missing or inline) → exit, drawn by document. */
export function welcome(
  name: string,
  content: Record<string, string> = { subject: 'Hello', body: '<p>Hello</p>' },
): Partial<JourneyDocument> {
  const at = (y: number) => ({ x: 0, y })
  return {
    name,
    nodes: [
      { key: 'start', kind: 'trigger.event', name: 'Signed up', settings: { event: 'Signed Up' }, position: at(0) },
      { key: 'wait', kind: 'rule.delay', name: 'A day later', settings: { duration: { days: 1 } }, position: at(88) },
      { key: 'mail', kind: 'action.email', name: 'Hello', settings: content, position: at(176) },
      { key: 'out', kind: 'action.exit', name: 'Done', settings: {}, position: at(316) },
    ],
    paths: [
      { source: 'start', outlet: 'next', target: 'wait' },
      { source: 'wait', outlet: 'next', target: 'mail' },
      { source: 'mail', outlet: 'next', target: 'out' },
    ],
  }
}
