/** A process of its own for a part of the corner. */
import { searchCorner } from './corner.js'
import type { Part } from './explore.js'

process.once('message', (asked) => {
  const { faultsMax, part } = asked as { readonly faultsMax: number; readonly part: Part }
  searchCorner(faultsMax, part, (corner) => process.send?.(corner)).then(
    (corner) => process.send?.(corner, () => process.disconnect()),
    (error: unknown) => {
      process.stderr.write(`${error instanceof Error ? error.stack : String(error)}\n`)
      process.exit(1)
    },
  )
})
