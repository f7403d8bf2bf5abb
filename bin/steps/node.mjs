const MIN = [20, 19]

/** A sentence when this Node is too old, else undefined. Written so that an old Node can still parse it. */
export function checkNode(version) {
  const [major, minor] = version.split('.').map(Number)
  if (major > MIN[0] || (major === MIN[0] && minor >= MIN[1])) return undefined
  return `Sojourn needs Node ${MIN.join('.')} or newer and this is ${version}: install a newer one from https://nodejs.org and start again.`
}
