/** A number for everything that happened at the vendors, in its order: the same twice means the same twice. */
import type { RecordEntry } from '../../daemon/stand-in/softsugar/record.js'

export interface TraceHash {
  readonly add: (entry: RecordEntry) => void
  readonly value: () => string
}

export function traceHash(): TraceHash {
  let high = 0x811c9dc5
  let low = 0x01000193
  const word = (text: string) => {
    for (let at = 0; at < text.length; at += 3) {
      low = Math.imul(low ^ text.charCodeAt(at), 0x01000193)
      high = Math.imul(high ^ low, 0x85ebca6b)
    }
  }
  return {
    add(entry) {
      low = Math.imul(low ^ (entry.at & 0x7fffffff), 0x01000193)
      word(entry.type)
      if ('trace' in entry && entry.trace !== undefined) word(entry.trace)
      else if ('session' in entry && entry.session !== undefined) word(entry.session)
    },
    value: () => [high, low].map((half) => (half >>> 0).toString(16).padStart(8, '0')).join(''),
  }
}
