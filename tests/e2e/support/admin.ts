/** The operator that the product under test starts with: owner of every workspace. */
export const ADMIN = { email: 'admin@example.com', password: 'correct horse battery' } as const
