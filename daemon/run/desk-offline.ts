/** Tokens where no daemon runs: the same orders, under the folder's lock, with their line in the same audit. */
import { randomUUID } from 'node:crypto'
import type { Answer } from '../console/answers.js'
import type { About, Words } from '../console/orders.js'
import type { TokenView } from '../console/views.js'
import { EVERYTHING } from '../core/desk/roles.js'
import { instant } from '../core/time.js'
import { openJournal, type StationJournal } from '../journal/journal.js'
import { lockFolder } from '../journal/lock.js'
import { LOCAL } from './desk-books.js'
import { openTokenDesk, type TokenDesk, tokenAdd, tokenRevoke } from './desk-tokens.js'
import { auditable, type Weighed } from './orders.js'

export interface OfflineDesk extends Disposable {
  readonly list: () => readonly TokenView[]
  readonly add: (words: Words['token-add']) => Answer
  readonly revoke: (name: string) => Answer
}

const HERE = { name: LOCAL, role: 'admin', scope: EVERYTHING } as const

/** undefined: a daemon holds the folder. */
export function openOfflineDesk(folder: string, timezone: string): OfflineDesk | undefined {
  const lock = lockFolder(folder)
  if (!lock) return undefined
  const journal = openJournal(folder)
  const now = () => instant(Date.now())
  const desk = openTokenDesk(journal.tokens, now, timezone)
  const order = <W extends object>(about: About, words: W) => ({
    who: HERE,
    request: randomUUID(),
    about,
    expectedVersion: undefined,
    words,
  })
  return {
    list: desk.list,
    add: (words) => {
      const given = order({}, words)
      return settled('token-add', given, tokenAdd(given, desk), journal, desk)
    },
    revoke: (name) => {
      const given = order({ token: name }, {})
      return settled('token-revoke', given, tokenRevoke(given, desk), journal, desk)
    },
    [Symbol.dispose]: () => {
      journal[Symbol.dispose]()
      lock[Symbol.dispose]()
    },
  }
}

function settled(
  act: 'token-add' | 'token-revoke',
  order: Parameters<typeof auditable>[1],
  weighed: Weighed,
  journal: StationJournal,
  { now }: TokenDesk,
): Answer {
  const { first, standing } =
    'first' in weighed ? weighed : { first: undefined, standing: undefined }
  const before = standing?.()
  const entry = () => ({ ...auditable(act, order, weighed), before, after: standing?.() })
  journal.note(entry, now(), first)
  return weighed.answer
}
