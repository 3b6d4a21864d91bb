/** Who must be looked at when. Setting a time again replaces the old one; what is stale is skipped when it comes up. */
import TinyQueue from 'tinyqueue'
import { type Instant, NEVER } from '../core/time.js'

export interface DueList<K extends string> {
  readonly set: (key: K, at: Instant) => void
  readonly next: () => Instant
  /** Takes out everything due by now. */
  readonly take: (now: Instant) => readonly K[]
}

export function dueList<K extends string>(): DueList<K> {
  const times = new Map<K, Instant>()
  const queue = new TinyQueue<{ readonly key: K; readonly at: Instant }>(
    [],
    (one, other) => one.at - other.at,
  )
  const skipStale = () => {
    for (let head = queue.peek(); head && times.get(head.key) !== head.at; head = queue.peek())
      queue.pop()
  }
  return {
    set(key, at) {
      if (times.get(key) === at) return
      if (at >= NEVER) {
        times.delete(key)
        return
      }
      times.set(key, at)
      queue.push({ key, at })
    },
    next() {
      skipStale()
      return queue.peek()?.at ?? NEVER
    },
    take(now) {
      const due: K[] = []
      for (skipStale(); (queue.peek()?.at ?? NEVER) <= now; skipStale()) {
        const head = queue.pop()
        if (!head) break
        times.delete(head.key)
        due.push(head.key)
      }
      return due
    },
  }
}
