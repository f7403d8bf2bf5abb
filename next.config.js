import createNextIntl from 'next-intl/plugin'

const withNextIntl = createNextIntl('./app/i18n.ts')

/** @type {import('next').NextConfig} */
const config = {
  serverExternalPackages: ['pg', 'bullmq', 'ioredis', 'mjml', 'nodemailer', 'pino', '@node-rs/argon2'],
  // Ingest paths and API clients must never be answered with a redirect.
  skipTrailingSlashRedirect: true,
  poweredByHeader: false,
  devIndicators: false,
  // Types are a check of their own (npm run check); a build of the product does not wait for those of tests and benches.
  typescript: { ignoreBuildErrors: true },
}

export default withNextIntl(config)
