/** A book of orders in memory, and a loop that writes in it when it takes an order's turn. */
import type { AuditEntry, AuditLine } from '../../daemon/core/desk/audit.js'
import type { Shelves } from '../../daemon/run/desk.js'
import { openTokenDesk } from '../../daemon/run/desk-tokens.js'
import type { Loop } from '../../daemon/run/loop.js'
import type { Book } from '../../daemon/run/orders.js'
import { at } from '../builders.js'

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
      keep(entry())
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

/** Nothing but the book: no tokens, and logs with nothing in them. */
export const shelvesWith = (book: Book): Shelves => ({
  book,
  tokens: openTokenDesk(NO_TOKENS, () => at('09:00'), 'UTC'),
  asRun: () => ({ rows: [], next: undefined }),
  disk: () => undefined,
  metrics: async () => ({ type: 'text/plain', text: '' }),
  audit: () => ({ rows: [], next: undefined }),
})

const NO_TOKENS = {
  list: () => [],
  find: () => undefined,
  has: () => false,
  isValid: () => false,
  add: () => {},
  revoke: () => false,
}
