import { getRequestConfig } from 'next-intl/server'
import { messages } from '#messages/index.ts'

export default getRequestConfig(async () => ({ locale: 'en', messages: messages.en, now: new Date() }))
