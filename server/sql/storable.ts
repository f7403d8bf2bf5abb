// biome-ignore lint/suspicious/noControlCharactersInRegex: NUL is one of the things PostgreSQL does not store
const UNSTORABLE = /\u0000|[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g

/** What PostgreSQL cannot keep in a text (NUL, half of a surrogate pair) becomes the replacement character. */
export const storable = (text: string) => text.replace(UNSTORABLE, '\ufffd')
