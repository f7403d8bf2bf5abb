import { liquidProblems, problem } from './check.ts'
import type { CheckContext, SettingsProblem } from './definition.ts'
import { stepsOf } from './jsonPath.ts'
import { textOf } from './phrase.ts'
import { entriesOf, valueProblems } from './values.ts'

type Draft = Record<string, unknown>

/** Problems of a draft's call. */
export function webhookProblems(draft: Draft, context: CheckContext): SettingsProblem[] {
  return [
    ...urlProblems(draft.url, context),
    ...valueProblems(draft.headers, '/headers', context),
    ...liquidProblems('text', textOf(draft.body), '/body', context),
    ...bodyProblems(draft),
    ...saveProblems(draft),
  ]
}

function urlProblems(draft: unknown, context: CheckContext): SettingsProblem[] {
  const url = textOf(draft)
  if (url === '') return [problem('urlMissing', '/url')]
  // Which host is called stands in the text: a member's data cannot choose it.
  const isUrl = /^https?:\/\/[^\s/?#@{}]+([/?#]|$)/i.test(url) && URL.canParse(url.replaceAll(/\{\{.*?\}\}|\{%.*?%\}/gs, 'x'))
  return isUrl ? liquidProblems('text', url, '/url', context) : [problem('urlInvalid', '/url')]
}

function bodyProblems({ method, body }: Draft): SettingsProblem[] {
  if (method !== 'GET' || textOf(body) === '') return []
  return [{ code: 'bodyUnsent', severity: 'warning', pointer: '/body' }]
}

function saveProblems({ save, awaits }: Draft): SettingsProblem[] {
  if (!Array.isArray(save) || save.length === 0) return []
  const found = save.flatMap((one: unknown, at) => {
    const { variable, path } = Object.fromEntries(entriesOf(one))
    if (!/^[A-Za-z_]\w{0,99}$/.test(textOf(variable))) return [problem('variableInvalid', `/save/${at}/variable`)]
    return stepsOf(textOf(path)) === null ? [problem('jsonPathInvalid', `/save/${at}/path`, { path: textOf(path) })] : []
  })
  return awaits === true ? found : [...found, { code: 'saveUnawaited', severity: 'warning', pointer: '/save' }]
}
