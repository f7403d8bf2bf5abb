import './globals.css'
import type { Metadata, Viewport } from 'next'
import { NextIntlClientProvider } from 'next-intl'
import { getLocale } from 'next-intl/server'
import { Providers } from '#components/Providers.tsx'
import { themeScript } from '#components/shell/theme.ts'

export const metadata: Metadata = { title: { default: 'Sojourn', template: '%s · Sojourn' }, robots: { index: false, follow: false } }
export const viewport: Viewport = { width: 'device-width', initialScale: 1, colorScheme: 'light dark' }

export default async function Layout({ children }: { children: React.ReactNode }) {
  return (
    <html lang={await getLocale()} suppressHydrationWarning>
      <head>
        <script dangerouslySetInnerHTML={{ __html: themeScript }} />
      </head>
      <body>
        <NextIntlClientProvider>
          <Providers>{children}</Providers>
        </NextIntlClientProvider>
      </body>
    </html>
  )
}
