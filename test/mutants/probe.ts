/** A process that runs nights until one breaks a promise of those it was given. */
import { draw } from '../simulation/draw.js'
import type { PromiseId } from '../simulation/promises.js'
import { run } from '../simulation/run.js'

export interface Probe {
  readonly caughtBy: readonly PromiseId[]
  readonly says: string
  readonly seeds: number
}

export interface Found {
  /** undefined: nothing of the kind was broken. */
  readonly promise: PromiseId | undefined
  readonly seed: number
  readonly says: string
  /** Broken on the way, and not what was looked for. */
  readonly others: readonly PromiseId[]
}

process.once('message', (probe) => {
  look(probe as Probe).then(
    (found) => process.send?.(found, () => process.disconnect()),
    (error: unknown) => {
      process.stderr.write(`${error instanceof Error ? error.stack : String(error)}\n`)
      process.exit(1)
    },
  )
})

async function look({ caughtBy, says: words, seeds }: Probe): Promise<Found> {
  const others = new Set<PromiseId>()
  for (let seed = 1; seed <= seeds; seed++) {
    const { violations } = await run(draw(seed, 'hostile'))
    const found = violations.find(
      ({ promise, says }) => caughtBy.includes(promise) && says.includes(words),
    )
    if (found) return { ...found, seed, others: [...others] }
    for (const { promise } of violations) others.add(promise)
  }
  return { promise: undefined, seed: seeds, says: '', others: [...others] }
}
