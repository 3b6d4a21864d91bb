/** A process of its own for a share of a sweep. */
import { type Share, takeShare } from './part.js'

const stop = new AbortController()
// Ctrl-C reaches every process of a terminal; whoever began this one says when it is to end.
process.on('SIGINT', () => undefined)
process.once('message', (share) => {
  process.once('message', () => stop.abort())
  takeShare(share as Share, (tally) => process.send?.(tally), stop.signal).then(
    () => process.disconnect(),
    (error: unknown) => {
      process.stderr.write(`${error instanceof Error ? error.stack : String(error)}\n`)
      process.exit(1)
    },
  )
})
process.once('disconnect', () => process.exit())
