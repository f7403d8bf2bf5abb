'use client'
import { Download } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { Button } from '#components/ui/Button.tsx'
import { Menu, MenuItem } from '#components/ui/Menu.tsx'
import { useText } from '#components/useFormat.ts'
import { toCsv } from '#domain/report/csv.ts'
import type { JourneyHead } from '#domain/report/page.ts'
import type { Period } from '#domain/report/period.ts'
import type { Report } from '#domain/report/shape.ts'
import { messageRowsOf, nodeRowsOf } from '#domain/report/view.ts'
import { useWords } from './useWords.ts'

const columns = ['created', 'suppressed', 'failed', 'unknown', 'sent', 'delivered', 'opened', 'clicked', 'bounced'] as const

/** The report's tables as files for a spreadsheet: plain numbers, not measured is empty. */
export function ExportMenu({ head, period, report }: { head: JourneyHead; period: Period; report: Report }) {
  const t = useTranslations('report')
  const text = useText()
  const words = useWords()

  const nodes = () => {
    const messages = new Map(messageRowsOf(report, head.nodes).map((row) => [row.node.key, row.counts]))
    const rows = nodeRowsOf(report, head.nodes).map(({ node, entered, here, left }) => {
      const counts = messages.get(node.key)
      const leftBy = left.map((one) => `${words.outlet(one.outlet, { kind: node.kind, names: node.outletNames })} ${one.count}`).join(', ')
      return [node.key, node.name || text(node.summary), entered, here, leftBy, ...columns.map((column) => counts?.[column] ?? null)]
    })
    const titles = [t('nodes.entered'), t('nodes.here'), t('nodes.leftBy'), ...columns.map((column) => t(`messages.${column}`))]
    return toCsv([['key', t('nodes.node'), ...titles], ...rows])
  }
  const series = () =>
    toCsv([
      [t(`chart.${period.interval}`), t('chart.entered'), t('chart.ended'), t('chart.messages')],
      ...report.series.map((point) => [point.at, point.triggered, point.ended, point.messages]),
    ])
  const name = (part: string) => `${head.name.replace(/[^\p{L}\p{N}]+/gu, '-')}-${part}-${period.from.slice(0, 10)}.csv`
  return (
    <Menu trigger={<Button icon={<Download />}>{t('export.label')}</Button>}>
      <MenuItem onSelect={() => save(name('nodes'), nodes())}>{t('export.nodes')}</MenuItem>
      <MenuItem onSelect={() => save(name('series'), series())}>{t('export.series')}</MenuItem>
    </Menu>
  )
}

/** A byte order mark tells spreadsheets that it is UTF-8. */
function save(name: string, csv: string): void {
  const address = URL.createObjectURL(new Blob([`\uFEFF${csv}`], { type: 'text/csv;charset=utf-8' }))
  const link = Object.assign(document.createElement('a'), { href: address, download: name })
  link.click()
  URL.revokeObjectURL(address)
}
