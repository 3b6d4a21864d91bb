/**
 * The frame every order passes through: the same request id acts once, also over a restart; an order for something
 * that has become otherwise is refused; what is answered ok is on the disk, in one commit with its line of the audit.
 */
import { isDeepStrictEqual } from 'node:util'
import { type Answer, type Done, type Refused, refused } from '../console/answers.js'
import type { Act, Order } from '../console/orders.js'
import type { AuditEntry, AuditLine } from '../core/desk/audit.js'
import { covers, type Subject } from '../core/desk/roles.js'
import type { Airing } from '../core/plan/airing.js'
import type { Event } from '../core/plan/events.js'
import type { Loop } from './loop.js'

/** What an order would do, weighed without doing any of it. */
export type Weighed = Refusal | Accepted

interface Refusal {
  readonly about: Subject
  readonly answer: Refused
}

export interface Accepted {
  readonly about: Subject
  /** The airing whose version counts. */
  readonly airing?: Airing
  readonly answer: Done
  /** Posted with its line of the audit; undefined: nothing the loop knows of. */
  readonly event?: Event
  /** What it changes, as it stands now, and as it stands when the event was taken. */
  readonly standing?: () => unknown
  /** Of an order without an event: what is written, in one commit with its line of the audit. */
  readonly first?: () => void
  /** It foresees something that only whoever ordered it may know: the audit does not keep it. */
  readonly secret?: true
  /** What is done once it is on the disk. */
  readonly then?: () => void
}

export interface Book {
  readonly find: (request: string) => AuditLine | undefined
  /** Newest first. */
  readonly latest: () => readonly AuditLine[]
  /** In one commit with what is written alongside, and after it. Throws if it cannot be written: then neither is. */
  readonly note: (entry: () => AuditEntry, alongside?: () => void) => void
}

/** Asked back, or not known to be kept: the same request may come again. */
const NOT_AN_ANSWER: ReadonlySet<string> = new Set(['needs-confirmation', 'starting', 'not-kept'])
/** Orders that wait for the disk; whoever gives more is told so. */
const UNKEPT_MAX = 1_000

export const NOT_YET = refused('starting', 'onair is still starting', 'try again in a second')
const NOT_KEPT = refused(
  'not-kept',
  'the journal cannot be written now: nobody knows yet whether this will be done',
  'before ordering it again look whether it is in the queue (onair status AIRING); programs send the same request id',
)
const USED = refused(
  'request-used',
  'this request id was used for another order',
  'take a new one, at random, for every order',
)

export interface OrderDesk {
  readonly carryOut: <Of extends Act>(
    act: Of,
    order: Order<Of>,
    weigh: (order: Order<Of>, loop: Loop) => Weighed,
  ) => Answer
}

type Entry = (answer: Answer) => AuditEntry

/** `loop`: undefined until it is there. */
export function openOrderDesk(book: Book, loop: () => Loop | undefined): OrderDesk {
  const unkept = new Set<string>()

  function settle(loop: Loop, request: string, entry: Entry, weighed: Weighed): Answer {
    const { answer } = weighed
    if (!answer.ok) {
      if (!NOT_AN_ANSWER.has(answer.code)) book.note(() => entry(answer))
      return answer
    }
    return accept(loop, request, entry, { ...weighed, answer })
  }

  function accept(
    loop: Loop,
    request: string,
    entry: Entry,
    { answer, event, airing, standing, first, then, secret }: Accepted,
  ): Answer {
    const before = standing?.()
    let done: Done = answer
    const note = () => {
      const version = airing && versionOf(loop.state.airings[airing.id])
      done = airing && version !== undefined ? { ...answer, airing: airing.id, version } : answer
      return {
        ...entry(secret ? { ok: true, says: done.says } : done),
        before,
        after: standing?.(),
      }
    }
    if (event) {
      unkept.add(request)
      loop.post(event, { note })
      if (!loop.isKept()) return NOT_KEPT
      unkept.delete(request)
    } else book.note(note, first)
    then?.()
    return done
  }

  return {
    carryOut: (act, order, weigh) => {
      const running = loop()
      if (!running) return NOT_YET
      const asked = askedIn(order)
      const earlier = book.find(order.request)
      if (earlier) return again(earlier, act, order.who.name, asked)
      if (running.isKept()) unkept.clear()
      if (unkept.has(order.request) || unkept.size >= UNKEPT_MAX) return NOT_KEPT
      const weighed = allowed(order, weigh(order, running), book)
      const entry = (answer: Answer): AuditEntry => ({
        ...auditable(act, order, weighed),
        ok: answer.ok,
        answer,
      })
      try {
        return settle(running, order.request, entry, weighed)
      } catch {
        return NOT_KEPT
      }
    },
  }
}

/** The line of the audit of what was weighed; what only whoever ordered it may know is left out. */
export function auditable(act: Act, order: Order, weighed: Weighed): AuditEntry {
  const { about, answer } = weighed
  return {
    who: order.who.name,
    role: order.who.role,
    request: order.request,
    act,
    ...about,
    asked: askedIn(order),
    before: undefined,
    after: undefined,
    ok: answer.ok,
    answer: 'secret' in weighed ? { ok: answer.ok, says: answer.says } : answer,
  }
}

/** Within reach of whoever orders it, and about what he saw. */
function allowed(order: Order, weighed: Weighed, book: Book): Weighed {
  const { about } = weighed
  const { scope, name } = order.who
  if (!weighed.answer.ok && weighed.answer.code === 'not-found') return weighed
  if (!covers(scope, about)) {
    const what = about.airing ?? about.show ?? 'the whole station'
    return { about, answer: refused('out-of-scope', `"${name}" does not reach ${what}`) }
  }
  const airing = 'airing' in weighed ? weighed.airing : undefined
  const expected = order.expectedVersion
  if (!airing || expected === undefined || expected === versionOf(airing)) return weighed
  const version = versionOf(airing) ?? 0
  const stale = refused(
    'stale',
    `${airing.id} has changed since version ${expected}: it is at ${version} now`,
    'look at it again, then order again with a new request id',
  )
  const changed = changedSince(book, airing.id, expected)
  return { about, answer: { ...stale, version, changed } }
}

/** Raised by whatever changes what an order is about. */
export const versionOf = (airing: Airing | undefined) => airing?.revision

const changedSince = (book: Book, airing: string, version: number): readonly string[] =>
  book
    .latest()
    .filter((line) => line.airing === airing && line.ok && (versionIn(line.answer) ?? 0) > version)
    .map(({ who, act, answer }) => `${who}: ${act}${isAnswer(answer) ? `, ${answer.says}` : ''}`)
    .reverse()

function again(earlier: AuditLine, act: string, who: string, asked: unknown): Answer {
  const same = earlier.act === act && earlier.who === who && isDeepStrictEqual(earlier.asked, asked)
  return same && isAnswer(earlier.answer) ? { ...earlier.answer, repeated: true } : USED
}

/** As it will be read back from the disk; without what belongs to the request and not to the order. */
function askedIn({ about, expectedVersion, words }: Order): unknown {
  const said = Object.entries(words).filter(([name]) => name !== 'request')
  return JSON.parse(JSON.stringify({ ...about, ...Object.fromEntries(said), expectedVersion }))
}

const isAnswer = (value: unknown): value is Answer =>
  typeof value === 'object' && value !== null && 'ok' in value && 'says' in value

const versionIn = (answer: unknown) => (isAnswer(answer) ? answer.version : undefined)
