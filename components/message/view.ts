import * as z from 'zod'
import { type MessageResource, messageStatuses } from '#domain/message/resource.ts'

const viewSchema = z.object({
  status: z.enum(['all', ...messageStatuses]).catch('all'),
  /** Id of a journey; '' is any. */
  journey: z
    .string()
    .regex(/^[1-9][0-9]{0,8}$/)
    .catch(''),
  q: z.string().max(200).catch(''),
})
export type LedgerView = z.infer<typeof viewSchema>

/** The filters of the ledger from the address; what is not one of ours is left out. */
export const ledgerViewOf = (params: Record<string, string | string[] | undefined>): LedgerView => viewSchema.parse(params)

/** Where a message goes: while that is not known, to the member's email; a call goes to no member. */
export const receiverOf = ({ channel, address, member }: MessageResource): string | null =>
  address ?? (channel === 'webhook' ? null : member.email)

export function ledgerAddress({ status, journey, q }: LedgerView): string {
  const params = new URLSearchParams({ ...(status === 'all' ? {} : { status }), ...(journey ? { journey } : {}), ...(q ? { q } : {}) })
  return params.size > 0 ? `?${params}` : ''
}
