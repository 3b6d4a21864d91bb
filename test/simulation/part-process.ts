/** A process of its own for a share of a sweep. */
import { type Share, takeShare } from './part.js'

process.once('message', (share) => {
  takeShare(share as Share, (tally) => process.send?.(tally)).then(
    () => process.disconnect(),
    (error: unknown) => {
      process.stderr.write(`${error instanceof Error ? error.stack : String(error)}\n`)
      process.exit(1)
    },
  )
})
