/** The first signal leaves in order, also when it is the terminal that goes; a second one leaves at once. */
import type { Projection } from '../run/projection.js'

export interface Leaving {
  /** Its reason is the signal. */
  readonly leave: AbortSignal
  /** What must not outlive the process is ended in here; the process ends right after. */
  readonly atOnce: AbortSignal
}

const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const

export function askedToLeave(): Leaving {
  const leaving = new AbortController()
  const hurrying = new AbortController()
  for (const signal of SIGNALS) {
    process.on(signal, () => {
      if (leaving.signal.aborted) {
        hurrying.abort()
        process.exit(1)
      }
      leaving.abort(signal)
    })
  }
  return { leave: leaving.signal, atOnce: hurrying.signal }
}

/** Somebody sits there: what is still done is done before his eyes. A supervisor waits for nothing but the station. */
export const isCtrlC = (leave: AbortSignal): boolean => leave.reason === 'SIGINT'

/** A person sees what is still done, and need not wait for it. */
export async function recorded(
  projection: Projection,
  tell: (line: string) => void,
): Promise<void> {
  if (projection.unrecorded() > 0) {
    const says = `finishing the recordings in ${projection.folder}, two minutes at most`
    tell(`${says}; Ctrl-C leaves them unfinished\n`)
  }
  await projection.finished()
}
