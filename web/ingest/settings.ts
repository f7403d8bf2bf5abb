import type { Keyring } from '#server/ingest/writeKey.ts'
import { type Answer, type Call, json } from '#web/answer.ts'
import { corsOf } from './cors.ts'
import { requireKey } from './credentials.ts'

/** What @segment/analytics-next loads first, so that with only the host changed its events come here. */
export async function clientSettings(call: Call, key: string, keyring: Keyring): Promise<Answer> {
  const writeKey = decodeURIComponent(key)
  await requireKey(keyring, writeKey)
  const { host, protocol } = new URL(call.base)
  const integration = { apiKey: writeKey, apiHost: `${host}/v1`, protocol: protocol.slice(0, -1), unbundledIntegrations: [] }
  const settings = {
    integrations: { 'Segment.io': integration },
    plan: {
      track: { __default: { enabled: true, integrations: {} } },
      identify: { __default: { enabled: true } },
      group: { __default: { enabled: true } },
    },
    edgeFunction: {},
    analyticsNextEnabled: true,
    middlewareSettings: {},
    enabledMiddleware: {},
    legacyVideoPluginsEnabled: false,
    remotePlugins: [],
  }
  return json(200, settings, { ...corsOf(call.request), 'cache-control': 'public, max-age=60' })
}
