/** Between the journal and those who listen: what was committed lately is read once, however many they are. */
import type { Feed } from '../console/listeners.js'
import type { NewsLine, Passing } from '../core/plan/news.js'
import type { NewsReader } from '../journal/news.js'

export interface OpenFeed extends Feed, Disposable {
  /** Something may have been committed. */
  readonly committed: () => void
  /** For those who listen now; no commit waits for it. */
  readonly pass: (news: Passing) => void
}

/** Kept in memory; whoever is further behind reads from the disk. */
const RECENT_MAX = 2_000

export function openFeed(
  generation: string,
  journal: NewsReader & { readonly last: () => number },
  later: (run: () => void) => void = setImmediate,
): OpenFeed {
  const ears = new Set<(passing?: Passing) => void>()
  let recent: readonly NewsLine[] = []
  let seen = journal.last()
  let awake = false
  let closed = false

  /** Nobody waits for it: what a failing disk does not give back is read when something is committed again. */
  function read(seq: number, limit: number): readonly NewsLine[] {
    try {
      return journal.after(seq, limit)
    } catch {
      return []
    }
  }

  function tell(): void {
    awake = false
    if (closed) return
    const fresh = read(seen, RECENT_MAX)
    if (fresh.length === 0) return
    seen = fresh.at(-1)?.seq ?? seen
    recent = [...recent, ...fresh].slice(-RECENT_MAX)
    for (const hear of ears) hear()
    if (fresh.length === RECENT_MAX) wake()
  }

  function wake(): void {
    if (awake || closed || journal.last() <= seen) return
    awake = true
    later(tell)
  }

  return {
    generation,
    committed: wake,
    pass: (news) => {
      if (!closed) for (const hear of ears) hear(news)
    },
    last: () => seen,
    oldest: journal.oldest,
    after: (seq, limit) => {
      const [first] = recent
      if (first === undefined || seq < first.seq - 1) return read(seq, limit)
      const from = seq - first.seq + 1
      return recent.slice(from, from + limit)
    },
    listen: (hear) => {
      ears.add(hear)
      return { [Symbol.dispose]: () => ears.delete(hear) }
    },
    [Symbol.dispose]: () => {
      closed = true
    },
  }
}
