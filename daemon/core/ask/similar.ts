/** How alike two questions are: the share of words they have in common. Words come in as numbers, never as text. */

/** Alike enough to be answered once: four words of five are the same. */
export const NEARLY_THE_SAME = 0.8

/** 0 … 1 (Dice): both sets are sorted and without repeats. */
export function likeness(one: readonly number[], other: readonly number[]): number {
  if (one.length === 0 || other.length === 0) return 0
  let shared = 0
  let i = 0
  let j = 0
  while (i < one.length && j < other.length) {
    const a = one[i] ?? 0
    const b = other[j] ?? 0
    if (a === b) shared += 1
    if (a <= b) i += 1
    if (b <= a) j += 1
  }
  return (2 * shared) / (one.length + other.length)
}

export const isNearlyTheSame = (one: readonly number[], other: readonly number[]) =>
  likeness(one, other) >= NEARLY_THE_SAME

/** More words say no more about likeness. */
export const WORDS_MAX = 64

export const wordSet = (numbers: readonly number[]): readonly number[] =>
  [...new Set(numbers)].sort((one, other) => one - other).slice(0, WORDS_MAX)
