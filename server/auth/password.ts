import { hash, verify } from '@node-rs/argon2'

/** argon2id with the parameters OWASP gives for it (19 MiB, 2 passes, 1 lane); Algorithm.Argon2id is 2 and the default. */
const cost = { memoryCost: 19_456, timeCost: 2, parallelism: 1 }

export const hashPassword = (password: string) => hash(password, cost)

let decoy: Promise<string> | undefined

/** Whether the password is the account's. Without an account it takes as long, so that addresses cannot be told apart. */
export async function passwordMatches(stored: string | undefined, password: string): Promise<boolean> {
  const against = stored ?? (await (decoy ??= hashPassword('no account has this password')))
  const matches = await verify(against, password)
  return stored !== undefined && matches
}
