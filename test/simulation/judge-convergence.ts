/** L7: that once the trouble is over the daemon knows what the vendor runs, and what it holds. */
import { type Airing, isManned } from '../../daemon/core/plan/airing.js'
import { before, type Instant, seconds } from '../../daemon/core/time.js'
import { isUnknowable, type Night } from './night.js'

/** So old whatever there is was read: a session is looked at every fifteen seconds, and an answer takes its time. */
const READ_BY = seconds(25)
/** A queue that holds something is read every two. */
const LISTED_BY = seconds(10)

/** L7, asked when the trouble has been over for a minute. */
export function judgeConvergence(night: Night, now: Instant): void {
  const since = before(now, READ_BY)
  const listed = before(now, LISTED_BY)
  const { sessions, accounts, airings } = night.state()
  // An orphan is known as such, until it is closed.
  const orphans = Object.values(accounts).flatMap(({ strangers, past }) => [...strangers, ...past])
  const orphaned = new Set<string>(orphans.map(({ session }) => session))
  for (const session of night.truth.sessions.values()) {
    const { id, liveAt, createdAt, endedAt } = session
    if (session.airing === undefined || isUnknowable(night, session)) continue
    const thinks = (what: string) =>
      night.breach('L7', `${session.airing}#${session.attempt} ${what}`)
    const holder = sessions[id]
    if (endedAt !== undefined) {
      if (holder !== undefined && endedAt < since) thinks('is over, and the daemon does not know')
      continue
    }
    if (createdAt >= since) continue
    if (holder === undefined) {
      if (!orphaned.has(id)) thinks('runs, and the daemon does not know')
      continue
    }
    const airing = airings[holder]
    const believed = sessionIn(airing)
    if (liveAt !== undefined && liveAt < since && !believed?.live)
      thinks(`is live, and for the daemon it is ${believed?.situation ?? 'not there'}`)
    if (liveAt === undefined && believed?.live) thinks('is not live, and the daemon believes so')
    const traces = airing ? tracesKnown(airing) : new Set()
    for (const { trace, takeover, queuedAt, over } of session.items)
      if (over === undefined && (queuedAt ?? Infinity) < listed && !traces.has(trace))
        thinks(`holds ${takeover} (${trace.slice(0, 6)}), and the daemon does not know`)
  }
}

function tracesKnown({ takeovers, pastTraces, strangers }: Airing): ReadonlySet<string> {
  const sent = takeovers.flatMap((one) => ('trace' in one && one.trace ? [one.trace] : []))
  return new Set([...sent, ...pastTraces, ...strangers.map(({ trace }) => trace)])
}

function sessionIn(airing: Airing | undefined) {
  if (!airing || !isManned(airing)) return undefined
  const { situation } = airing.session
  return { situation, live: 'liveAt' in airing.session && airing.session.liveAt !== undefined }
}
