import { prisma } from '#server/db/prisma.ts'

/** Whether anybody can sign in yet. */
export const hasOperators = async (): Promise<boolean> => (await prisma().operator.findFirst({ select: { id: true } })) !== null
