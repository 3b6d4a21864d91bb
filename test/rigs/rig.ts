/** What a rig is: an attack on the real daemon, bounded in time, that ends in figures and findings. */

export interface Rig {
  readonly name: string
  readonly says: string
  /** How long it takes, at most by a little; in full and with `--quick`. */
  readonly minutes: number
  readonly quickMinutes: number
  readonly needs: readonly Need[]
  readonly run: (ask: Ask) => Promise<Verdict>
}

export interface Need {
  /** A Debian package, or what else must be there. */
  readonly what: string
  readonly isThere: () => boolean
  /** False: no package brings it. */
  readonly installable: boolean
}

export interface Ask {
  readonly quick: boolean
  readonly seed: number
  /** Only for `kill`; undefined: its usual number. */
  readonly kills: number | undefined
  /** Only for `fsync`; undefined: its usual number. */
  readonly points: number | undefined
  readonly say: (line: string) => void
}

export interface Verdict {
  readonly figures: readonly string[]
  /** Broken promises. None: the rig passes. */
  readonly findings: readonly string[]
}

export const together = (verdicts: readonly Verdict[]): Verdict => ({
  figures: verdicts.flatMap(({ figures }) => figures),
  findings: verdicts.flatMap(({ findings }) => findings),
})

/** The same verdict, each line with the name of what it is about. */
export const about = (name: string, { figures, findings }: Verdict): Verdict => ({
  figures: figures.map((line) => `${name}: ${line}`),
  findings: findings.map((line) => `${name}: ${line}`),
})

/** Does the work for every item, not more than so many at once, and never two starts in the same moment. */
export async function inTurn<T, R>(
  items: readonly T[],
  pace: { readonly atOnce: number; readonly everyMs: number },
  work: (item: T) => Promise<R>,
): Promise<readonly R[]> {
  const results: R[] = []
  let next = 0
  let free = Promise.resolve()
  const worker = async () => {
    for (let at = next++; at < items.length; at = next++) {
      const before = free
      free = before.then(() => pause(pace.everyMs))
      await before
      const item = items[at]
      if (item !== undefined) results[at] = await work(item)
    }
  }
  await Promise.all(Array.from({ length: pace.atOnce }, worker))
  return results
}

export const pause = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms))

/** Until an instant of the wall clock. */
export const pauseUntil = (at: number) => pause(Math.max(0, at - Date.now()))

/** The same numbers for the same seed (mulberry32). */
export function dice(seed: number): () => number {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
}
