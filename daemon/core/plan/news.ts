/**
 * What the desk is told of as it happens: each is written with the turn it came of, numbered without end, and read from
 * there. Here it is found out what of an airing and its takeovers became otherwise in a turn.
 */
import type { Airing } from './airing.js'
import type { AiringId } from './calendar.js'
import type { Decision } from './decide.js'
import type { State } from './state.js'
import { type Takeover, type TakeoverId, title } from './takeover.js'

export const NEWS_KINDS = ['airing', 'takeover', 'as-run', 'tell', 'command'] as const
export type NewsKind = (typeof NEWS_KINDS)[number]

/** Told to whoever listens at that moment: it has no number and is not kept; the log has what matters of it. */
export interface Passing {
  readonly kind: (typeof PASSING_KINDS)[number] | 'tell'
  readonly account?: undefined
  readonly show?: undefined
  readonly airing?: undefined
  readonly at: number
  readonly what: Readonly<Record<string, unknown>>
}
export const PASSING_KINDS = ['media'] as const

export interface News {
  readonly kind: NewsKind
  readonly account: string | undefined
  readonly show: string | undefined
  readonly airing: string | undefined
  /** Plain data, by the kind of news. */
  readonly what: Readonly<Record<string, unknown>>
}

/** As it is kept. */
export interface NewsLine extends News {
  readonly seq: number
  /** Milliseconds since 1970 UTC. */
  readonly at: number
}

/** `state` as it stood before the turn. */
export function newsOf(state: State, { changes, actions }: Decision): readonly News[] {
  const news: News[] = []
  for (const [id, airing] of changes.airings) {
    const was = state.airings[id]
    if (airing && airing !== was) news.push(...ofAiring(was, airing), ...ofTakeovers(was, airing))
  }
  for (const action of actions) {
    if (action.type !== 'tell') continue
    const { airing: id, level, says } = action
    const airing = id && (changes.airings.get(id) ?? state.airings[id])
    const { account, show } = airing ?? { account: action.account, show: undefined }
    news.push({ kind: 'tell', account, show, airing: id, what: { level, says } })
  }
  return news
}

function ofAiring(was: Airing | undefined, airing: Airing): readonly News[] {
  const now = standing(airing)
  const before = was && standing(was)
  const same = before && now.situation === before.situation && now.parked === before.parked
  return same ? [] : [about(airing, 'airing', { ...now, was: before?.situation })]
}

const standing = (airing: Airing) => ({
  situation: airing.situation,
  parked: airing.parked,
  because: 'because' in airing ? airing.because : undefined,
})

/** A takeover that is over leaves the airing in the same turn: its row of the as-run log tells the rest. */
function ofTakeovers(was: Airing | undefined, airing: Airing): readonly News[] {
  if (was?.takeovers === airing.takeovers) return []
  const before = new Map<TakeoverId, Takeover[]>()
  for (const one of was?.takeovers ?? []) before.set(one.id, [...(before.get(one.id) ?? []), one])
  const news: News[] = []
  for (const takeover of airing.takeovers) {
    const earlier = earlierOf(takeover, before.get(takeover.id))
    if (earlier?.situation === takeover.situation) continue
    news.push(ofTakeover(airing, takeover, takeover.situation, earlier?.situation))
  }
  for (const gone of [...before.values()].flat())
    news.push(ofTakeover(airing, gone, 'over', gone.situation))
  return news
}

/** Of two sendings of one item, that one; else the one that is sent again. It is taken out of those. */
function earlierOf({ gen }: Takeover, sendings: Takeover[] = []): Takeover | undefined {
  const same = sendings.findIndex((one) => one.gen === gen)
  const at = same < 0 ? sendings.findIndex((one) => one.gen < gen) : same
  return at < 0 ? undefined : sendings.splice(at, 1)[0]
}

const ofTakeover = (
  airing: Airing,
  takeover: Takeover,
  situation: Takeover['situation'] | 'over',
  was: Takeover['situation'] | undefined,
): News =>
  about(airing, 'takeover', {
    takeover: takeover.id,
    item: takeover.cue,
    title: title(takeover.script),
    situation,
    was,
  })

const about = (
  { id, account, show }: { readonly id: AiringId; readonly account: string; readonly show: string },
  kind: NewsKind,
  what: News['what'],
): News => ({ kind, account, show, airing: id, what })
