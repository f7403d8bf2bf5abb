'use client'
import { useQueryClient } from '@tanstack/react-query'
import { useRouter } from 'next/navigation'
import { useTranslations } from 'next-intl'
import { useCallback } from 'react'
import { ApiError } from '#components/api.ts'
import { useWorkspace } from '#components/shell/workspace.tsx'
import { useToast } from '#components/ui/Toast.tsx'
import { type JourneyDocument, journeyDocumentSchema } from '#domain/journey/document.ts'
import { type JourneyResource, journeySchema } from '#domain/journey/resource.ts'

/** A journey as a file holds it: no ids, no status. */
export const documentOf = ({ name, settings, nodes, paths }: JourneyResource): JourneyDocument => ({ name, settings, nodes, paths })

/** The name of a journey as a file name. */
export const fileNameOf = (name: string) =>
  `${
    name
      .toLowerCase()
      .replace(/[^\p{L}\p{N}]+/gu, '-')
      .replace(/^-|-$/g, '') || 'journey'
  }.json`

/** New, duplicate, import, export. New ones open in the designer. */
export function useTransfer() {
  const { api, slug, path } = useWorkspace()
  const t = useTranslations('journeys')
  const toast = useToast()
  const router = useRouter()
  const queries = useQueryClient()

  const create = useCallback(
    async (document: Pick<JourneyDocument, 'name'> & Partial<JourneyDocument>): Promise<void> => {
      try {
        const journey = await api('/journeys', journeySchema, { method: 'POST', body: document })
        await queries.invalidateQueries({ queryKey: [slug, 'journeys'] })
        router.push(path(`/journeys/${journey.id}`))
      } catch (error) {
        toast({ tone: 'bad', text: error instanceof ApiError ? error.message : String(error) })
      }
    },
    [api, queries, slug, router, path, toast],
  )
  const load = useCallback((id: string) => api(`/journeys/${id}`, journeySchema), [api])

  return {
    create,
    duplicate: async (id: string) => {
      const document = documentOf(await load(id))
      await create({ ...document, name: t('copyOf', { name: document.name }).slice(0, 120) })
    },
    exportFile: async (id: string) => {
      const document = documentOf(await load(id))
      download(fileNameOf(document.name), JSON.stringify(document, null, 2))
    },
    importFile: async (file: File) => {
      const json = await file
        .text()
        .then(JSON.parse)
        .catch(() => null)
      const parsed = journeyDocumentSchema.safeParse(json)
      if (!parsed.success) {
        const issue = parsed.error.issues[0]
        toast({
          tone: 'bad',
          text: t('import.refused', { file: file.name, where: issue?.path.join('/') || 'JSON', why: issue?.message ?? '' }),
        })
        return
      }
      await create(parsed.data)
    },
  }
}

function download(name: string, text: string): void {
  const link = document.createElement('a')
  link.href = URL.createObjectURL(new Blob([text], { type: 'application/json' }))
  link.download = name
  link.click()
  URL.revokeObjectURL(link.href)
}
