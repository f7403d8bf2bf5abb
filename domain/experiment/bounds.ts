/** What an experiment's figures may be. Confidence is a share; the holdout is in percent; the sample counts members of an arm. */
export const CHANCE = { min: 0.5, max: 0.9999, usual: 0.95 }
export const HOLDOUT = { min: 0, max: 90 }
export const SAMPLE = { min: 10, max: 1_000_000, usual: 500 }
