/**
 * How Node runs the two processes. Batches are short-lived objects by the thousand: with the default nursery (16 MB) many of
 * them outlive it and are collected the dear way. Costs at most 96 MB a process.
 */
export const nodeFlags = ['--max-semi-space-size=32']
