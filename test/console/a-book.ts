/** A book of orders in memory, and a loop that writes in it when it takes an order's turn. */
import type { AuditEntry, AuditLine } from '../../daemon/core/desk/audit.js'
import type { Loop } from '../../daemon/run/loop.js'
import type { Book } from '../../daemon/run/orders.js'

export interface TestBook extends Book {
  readonly lines: readonly AuditLine[]
  readonly noting: (loop: Loop) => Loop
}

export function aBook(): TestBook {
  const lines: AuditLine[] = []
  const keep = (entry: AuditEntry): AuditEntry => {
    const written = JSON.parse(JSON.stringify(entry))
    lines.push({ ...written, seq: lines.length + 1, at: 0, hash: '' })
    return entry
  }
  return {
    lines,
    find: (request) => lines.find((line) => line.request === request),
    latest: () => lines.toReversed(),
    note: (entry, alongside) => {
      alongside?.()
      keep(entry)
    },
    noting: (loop) => ({
      ...loop,
      post: (event, receipt) => {
        const { note, ...rest } = receipt ?? {}
        loop.post(event, receipt && (note ? { ...rest, note: () => keep(note()) } : rest))
      },
    }),
  }
}
