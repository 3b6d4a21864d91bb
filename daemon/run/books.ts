/**
 * What comes before everything else: the data folder is locked, the journal read, and what is on air is beaten. A
 * platform's patience runs while a daemon starts; the rundowns, the server and all the rest are loaded after that, and
 * so this room needs none of them.
 */
import type { Config, Account as ConfigAccount } from '../config.js'
import type { AccountFacts } from '../core/plan/account.js'
import type { State } from '../core/plan/state.js'
import { hours } from '../core/time.js'
import { openJournal, type StationJournal } from '../journal/journal.js'
import { lockFolder } from '../journal/lock.js'
import { platforms } from '../platform/platforms.js'
import { firstBeats } from './beats.js'
import type { Clock } from './clock.js'
import { CannotOpen, onDisk, refuseCopy } from './opening.js'
import { abandoned } from './resume.js'

export interface Books {
  readonly journal: StationJournal
  readonly state: State
  readonly accounts: readonly AccountFacts[]
}

export interface BookOrders {
  readonly config: Config
  /** The data folder was copied or moved here on purpose, and nobody else runs it. */
  readonly moved: boolean
  readonly now: Clock['now']
}

/** Opens them for the work that is done on them, and closes them after it. */
export async function withBooks<Done>(
  { config, moved, now }: BookOrders,
  work: (books: Books) => Promise<Done>,
): Promise<Done> {
  using lock = onDisk(config.data, () => lockFolder(config.data))
  if (!lock)
    throw new CannotOpen(
      `another onair runs on ${config.data}: stop it first (onair stop), or use another data folder`,
    )
  using journal = onDisk(config.data, () => openJournal(config.data))
  if (!moved) refuseCopy(config.data, journal.moved())
  const state = journal.load()
  const station = sealed(config.station, journal.position().generation)
  const accounts = config.accounts.map((account) => factsOf(account, station, config.timezone))
  refuseAbandoned(state, accounts)
  await firstBeats(state, config, now)
  return await work({ journal, state, accounts })
}

/**
 * What our openings are marked with at the platform, which tells the mark to nobody but whoever hears its callbacks.
 * Show, date and number can be guessed; whoever forges a callback must not make another's session ours by that.
 */
const sealed = (station: string, generation: string): string =>
  `${station}.${generation.slice(-SEAL_LENGTH)}`
const SEAL_LENGTH = 12

const factsOf = (account: ConfigAccount, station: string, timezone: string): AccountFacts => ({
  id: account.id,
  platform: account.platform,
  station,
  exclusive: account.exclusive || account.farEnd.is === 'stand-in',
  slots: account.sessions,
  lead: account.lead,
  sessionMaxAge:
    account.sessionMaxAge ?? platforms[account.platform]?.dialect.sessionMaxAge ?? hours(23),
  queueShare: platforms[account.platform]?.dialect.queueShare ?? 1,
  budget:
    account.minutesPerDay === undefined
      ? undefined
      : { minutesPerDay: account.minutesPerDay, timezone },
  textMin: platforms[account.platform]?.dialect.speech.textMin ?? 1,
  textMax: platforms[account.platform]?.dialect.speech.textMax ?? Number.MAX_SAFE_INTEGER,
})

function refuseAbandoned(
  state: Parameters<typeof abandoned>[0]['state'],
  accounts: readonly AccountFacts[],
): void {
  const [first] = abandoned({ state }, accounts)
  if (!first) return
  throw new CannotOpen(
    `${first.id} is still on air with the account "${first.account}", which is no longer in the config: ` +
      'put it back, close the show (onair stop), then remove it',
  )
}
