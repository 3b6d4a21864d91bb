/** The order to start: a channel that was held, a show that waits for a clock, the rest of what was stopped. */
import { findAiring, noShow } from '../console/airing-named.js'
import { standingOf } from '../console/airing-view.js'
import { refused } from '../console/answers.js'
import type { Order } from '../console/orders.js'
import { type Airing, hasEnded, lastCallAt } from '../core/plan/airing.js'
import { occurrenceOf } from '../core/plan/relay.js'
import { isStopped, lastOfEach, stoppedOf } from '../core/plan/start-again.js'
import type { Show, State } from '../core/plan/state.js'
import { type Instant, local, NEVER } from '../core/time.js'
import { STATION, subject, subjectOfShow } from './desk-names.js'
import type { Scene } from './desk-orders.js'
import type { Weighed } from './orders.js'

export function start(order: Order<'start'>, { loop, now }: Scene): Weighed {
  const { state } = loop
  const name = order.about.show ?? ''
  const named = Object.hasOwn(state.airings, name) ? state.airings[name] : undefined
  const id = named?.show ?? name
  const show = Object.hasOwn(state.shows, id) ? state.shows[id] : undefined
  if (!show) return { about: STATION, answer: noShow(state, name, order.who.scope) }
  const about = named ? subject(named) : subjectOfShow(show)
  const event = { type: 'operator-started', show: show.id } as const
  const standing = () => ({ held: loop.state.shows[show.id]?.held })
  if (show.held) return { about, event, standing, answer: done(`"${id}" is being opened`) }
  const airings = lastOfEach(airingsOf(show, state)).filter((one) => isMeant(one, named))
  const [again] = show.withdrawn ? [] : stoppedOf(airings, now)
  if (again)
    return {
      about,
      event: { ...event, again: again.id },
      standing: () => standingOf(findAiring(loop.state, again.id), now),
      answer: done(goesOn(again, now)),
    }
  const doubted = state.accounts[show.account]?.clockOff !== undefined
  if (doubted && airings.some(({ situation }) => situation === 'ready'))
    return { about, event, standing, answer: done(`"${id}" starts at its time`) }
  return { about, answer: nothingToStart(show, airings, doubted, now) }
}

const airingsOf = ({ airings }: Show, state: State) =>
  airings.flatMap((id) => state.airings[id] ?? [])

const isMeant = ({ id }: Airing, named: Airing | undefined) =>
  named === undefined || occurrenceOf(id) === occurrenceOf(named.id)

function goesOn(airing: Airing, now: Instant): string {
  const { opensAt, endsAt = NEVER } = airing
  const until = `its end at ${clock(airing, endsAt)}`
  return now < opensAt
    ? `${nameOf(airing)} is planned again, and opened at ${clock(airing, opensAt)}`
    : `${nameOf(airing)} is being opened again, until ${until}; what was aired is not aired again`
}

/** What is so, and what to do. */
function nothingToStart(
  show: Show,
  airings: readonly Airing[],
  doubted: boolean,
  now: Instant,
): Weighed['answer'] & { readonly ok: false } {
  const next = airings.find(({ situation }) => situation === 'planned')
  const closing = airings.find(({ situation, stop }) => situation === 'closing' && stop)
  const last = airings.findLast((airing) => hasEnded(airing) && (airing.endsAt ?? NEVER) > now)
  if (doubted && next)
    return no(`"${show.id}" is opened at ${clock(next, next.opensAt)}: give the order again then`)
  if (closing) return no(`${closing.id} is being closed still: give the order again in a moment`)
  const coming = next ? `the next one is ${next.id}` : undefined
  if (!last) return no(`"${show.id}" was not stopped: nothing to start`, coming)
  const rest = 'to air its rest, give the show a new "at:" in its rundown'
  if (show.withdrawn) return no(`${whyOver(last)}, and its rundown is gone: put it back first`)
  const says = isStopped(last)
    ? `${whyOver(last)}, and from ${clock(last, lastCallAt(last))} on its rest is not opened any more`
    : `${whyOver(last)}: only what was stopped is started again`
  return no(says, [coming, rest].filter(Boolean).join('; '))
}

const whyOver = (airing: Airing) =>
  'endedAt' in airing
    ? `${nameOf(airing)} is over since ${clock(airing, airing.endedAt)} (${airing.because})`
    : airing.id

const nameOf = ({ id }: Airing) => occurrenceOf(id)
const clock = ({ timezone }: Airing, at: Instant) => local(at, timezone).slice(11, 19)
const done = (says: string) => ({ ok: true, says }) as const
const no = (says: string, hint?: string) => refused('refused', says, hint)
