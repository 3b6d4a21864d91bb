/**
 * Work that is long with thousands of airings, in slices between which the loop turns: no cue waits for a figure. What
 * changes meanwhile is in this answer or in the next.
 */
export type Slices<T = void> = Generator<void, T>

/** Airings: half a millisecond, on a slow machine. */
export const SLICE = 200

export async function inSlices<T>(work: Slices<T>): Promise<T> {
  for (;;) {
    const step = work.next()
    if (step.done) return step.value
    await new Promise<void>((resolve) => setImmediate(resolve))
  }
}
