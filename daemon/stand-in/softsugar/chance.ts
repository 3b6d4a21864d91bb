/** Ids and lots from a seed: two runs of one seed are the same to the byte. */

/** 0 ≤ roll < 1. */
export type Chance = () => number

/** Mulberry32: small, even enough for lots, no secret. */
export function createChance(seed: number): Chance {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
}

export function hex(chance: Chance, digits: number): string {
  let written = ''
  while (written.length < digits) {
    written += Math.floor(chance() * 4_294_967_296)
      .toString(16)
      .padStart(8, '0')
  }
  return written.slice(0, digits)
}
