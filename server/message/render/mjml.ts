export type MjmlProblem = { detail: string; line: number | null }

/** Liquid tags that stand between components, where MJML keeps nothing but components: they are put into mj-raw. */
const STRAY =
  /((?:<\/mj-[\w-]+>|<mj-[\w-]+[^<>]*\/>|<mj-(?:body|section|column|wrapper|group|hero)\b[^<>]*>)\s*)((?:\{%-?[^%]*-?%\}\s*)+)(?=<mj-|<\/mj-(?:body|section|column|wrapper|group|hero)>)/g

/**
 * MJML with Liquid in it to HTML with the same Liquid in it: compiled once per template version, never per message.
 * Files are never read. `html` is null when the source cannot be read as MJML at all.
 */
export async function compileMjml(source: string): Promise<{ html: string | null; problems: MjmlProblem[] }> {
  // Half a second of loading, for those who have a template in it.
  const { default: mjml } = await import('mjml')
  try {
    const { html, errors } = await mjml(source.replace(STRAY, '$1<mj-raw>$2</mj-raw>'), {
      validationLevel: 'soft',
      ignoreIncludes: true,
      fonts: {},
    })
    // A value that is a placeholder cannot be judged before it is filled.
    const problems = errors.filter((error) => !/\{\{|\{%/.test(error.message))
    return { html, problems: problems.map(({ message, line }) => ({ detail: message, line: line ?? null })) }
  } catch (error) {
    return { html: null, problems: [{ detail: error instanceof Error ? error.message : String(error), line: null }] }
  }
}
