export const tabs = ['log', 'rejected', 'connect'] as const
export type Tab = (typeof tabs)[number]

/** What the address says: which tab, and what is filtered. */
export type EventsView = { tab: Tab; name: string; member: string; code: string }

export function readView(params: URLSearchParams): EventsView {
  const tab = tabs.find((one) => one === params.get('tab')) ?? 'log'
  return { tab, name: params.get('name') ?? '', member: params.get('member') ?? '', code: params.get('code') ?? '' }
}

export function writeView({ tab, name, member, code }: EventsView): string {
  const params = new URLSearchParams()
  if (tab !== 'log') params.set('tab', tab)
  if (tab === 'log' && name) params.set('name', name)
  if (tab === 'log' && member) params.set('member', member)
  if (tab === 'rejected' && code) params.set('code', code)
  return params.toString()
}
