/** How the daemon leaves: what is on air stays there, with a last heartbeat. */
import type { Config } from '../config.js'
import { isManned } from '../core/plan/airing.js'
import { isOpen } from '../core/plan/session.js'
import type { State } from '../core/plan/state.js'
import type { AccountId } from '../core/rundown/rundown.js'
import { millis, seconds } from '../core/time.js'
import type { Log } from '../log.js'
import type { Platform } from '../platform/contract.js'

const LAST_BEAT_MAX = seconds(3)

/** Accounts whose platform is a stand-in in this very process. */
export const standInAccounts = ({ accounts }: Config): ReadonlySet<AccountId> =>
  new Set(accounts.filter(({ farEnd }) => farEnd.is === 'stand-in').map(({ id }) => id))

const STAYS = 'stays on air; the next onair run takes it up again'
const ENDS_TOO = 'was on air on the built-in stand-in, which ends with onair'

/** Whoever leaves beats once more: the next daemon has the platform's whole patience to start in. */
export async function lastBeats(
  state: State,
  ends: ReadonlyMap<AccountId, Platform>,
  standing: ReadonlySet<AccountId>,
  log: Log,
): Promise<void> {
  const beats = Object.values(state.airings).flatMap((airing) => {
    if (!isManned(airing) || !isOpen(airing.session) || airing.session.situation === 'closing')
      return []
    log.info({ airing: airing.id }, standing.has(airing.account) ? ENDS_TOO : STAYS)
    return [ends.get(airing.account)?.keepAlive(airing.session.id)]
  })
  await Promise.race([Promise.allSettled(beats), pause(LAST_BEAT_MAX)])
}

export const pause = (wait: number) =>
  new Promise<void>((resolve) => setTimeout(resolve, millis(wait)).unref())
