/** The platforms of all accounts, each with the vendor or a stand-in at its other end; closed in reverse. */
import type { Config, Account as ConfigAccount } from '../config.js'
import type { AccountId } from '../core/rundown/rundown.js'
import type { Instant } from '../core/time.js'
import type { Platform } from '../platform/contract.js'
import { platforms } from '../platform/platforms.js'
import type { Exchanged } from '../platform/wire.js'
import type { Secret } from '../secret.js'
import { standIns } from '../stand-in/stand-ins.js'
import type { Clock } from './clock.js'
import { CannotOpen } from './opening.js'
import type { Beside } from './projection.js'
import { withMedia } from './with-media.js'

export interface FarEnds extends AsyncDisposable {
  readonly platforms: ReadonlyMap<AccountId, Platform>
}

/** What is heard beside the answers. */
export interface Ears {
  readonly heard: (account: AccountId) => (date: Instant) => void
  readonly exchanged: (account: AccountId) => (what: Exchanged) => void
}

export async function openFarEnds(
  config: Config,
  url: string,
  secrets: ReadonlyMap<AccountId, Secret>,
  now: Clock['now'],
  { heard, exchanged }: Ears,
  { media, projection }: Beside,
): Promise<FarEnds> {
  const opened: AsyncDisposable[] = []
  const ends = new Map<AccountId, Platform>()
  for (const account of config.accounts) {
    const entry = platforms[account.platform]
    if (!entry) throw new CannotOpen(`no platform "${account.platform}"`)
    const access =
      account.farEnd.is === 'vendor'
        ? account.farEnd
        : await standIn(account, url, secrets.get(account.id), { media, projection })
    if (Symbol.asyncDispose in access) opened.push(access)
    const platform = entry.open({
      ...access,
      now,
      heardDate: heard(account.id),
      exchanged: exchanged(account.id),
    })
    opened.push(platform)
    const { sound } = entry.dialect
    const missing = account.farEnd.is === 'stand-in' ? projection?.missing : undefined
    const desk = { ...media.deskOf(account, url), ...(missing && { missing }) }
    ends.set(account.id, withMedia(platform, desk, sound))
  }
  return {
    platforms: ends,
    [Symbol.asyncDispose]: async () => {
      for (const end of opened.reverse()) await end[Symbol.asyncDispose]()
    },
  }
}

async function standIn(
  account: ConfigAccount,
  url: string,
  knock: Secret | undefined,
  { media, projection }: Beside,
) {
  const open = standIns[account.platform]
  if (!open || account.farEnd.is !== 'stand-in')
    throw new CannotOpen(`no stand-in for "${account.platform}"`)
  const callbackUrl = `${url}/callbacks/${account.id}/${knock?.reveal() ?? ''}`
  const { faults, render } = account.farEnd
  const screen = render ? projection : undefined
  const { soundLength } = media
  const opened = await open({ callbackUrl, slots: account.sessions, faults, screen, soundLength })
  screen?.seenAt(`${opened.baseUrl}/watch`)
  return opened
}
