import type { EventType } from '#domain/event/wire.ts'

/** What a path of the tracking API brings: a batch, or one item of the type it names. */
const endpoints = new Map<string, EventType | 'batch'>([
  ['/v1/track', 'track'],
  ['/v1/t', 'track'],
  ['/v1/identify', 'identify'],
  ['/v1/i', 'identify'],
  ['/v1/page', 'page'],
  ['/v1/p', 'page'],
  ['/v1/screen', 'screen'],
  ['/v1/s', 'screen'],
  ['/v1/group', 'group'],
  ['/v1/g', 'group'],
  ['/v1/alias', 'alias'],
  ['/v1/a', 'alias'],
  ['/v1/batch', 'batch'],
  ['/v1/b', 'batch'],
  ['/v1/import', 'batch'],
])
export const endpointOf = (path: string): EventType | 'batch' | undefined => endpoints.get(path)

/** The write key in `/v1/projects/{writeKey}/settings`, which the browser client asks for first. */
export const settingsKeyOf = (path: string): string | undefined => /^\/v1\/projects\/([^/]{1,200})\/settings$/.exec(path)?.[1]
