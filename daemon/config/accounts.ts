/** The accounts of config.yaml, with their secrets fetched from where the config says they are. */
import { LEAD } from '../core/limits.js'
import type { Notes } from '../core/rundown/notes.js'
import { pointer } from '../core/rundown/pointer.js'
import type { AccountId } from '../core/rundown/rundown.js'
import { duration } from '../core/rundown/when.js'
import { minutes, showDuration } from '../core/time.js'
import { type Secret, secret } from '../secret.js'
import { address } from './address.js'
import { type Fetch, fetching } from './secrets.js'
import type { Account, Environment, FarEnd, Price } from './shape.js'
import type { WrittenAccount } from './written.js'

const SOFTSUGAR = 'https://aigc.softsugar.com'
/**
 * 16 characters of 64 are 96 bit; the platform signs nothing, so this is all that keeps strangers
 * out.
 */
const CALLBACK_SECRET_MIN = 16

export function readAccounts(
  written: Readonly<Record<string, WrittenAccount>>,
  folder: string,
  environment: Environment | 'without-secrets',
  notes: Notes,
): readonly Account[] {
  const fetch = fetching(folder, environment, notes)
  return Object.entries(written).map(([id, account]) => {
    const place = pointer('accounts', id)
    return {
      id: id as AccountId,
      platform: account.platform,
      farEnd: farEnd(account, place, fetch, notes),
      callbackSecret: callbackSecret(account, place, fetch, notes),
      exclusive: account.exclusive ?? false,
      sessions: account.sessions ?? 1,
      lead: account.lead === undefined ? LEAD : duration(account.lead, `${place}/lead`, notes),
      sessionMaxAge: maxAge(account.sessionMaxAge, `${place}/sessionMaxAge`, notes),
      price: price(account),
      minutesPerDay: account.minutesPerDay,
    }
  })
}

/** A session younger than this is not worth the price of the next. */
const SESSION_MAX_AGE_MIN = minutes(30)

function maxAge(written: string | undefined, place: string, notes: Notes) {
  if (written === undefined) return undefined
  const age = duration(written, place, notes)
  if (age >= SESSION_MAX_AGE_MIN) return age
  const says = `a session is kept for ${showDuration(SESSION_MAX_AGE_MIN)} at least`
  notes.error({ place, code: 'out-of-range', says })
  return undefined
}

/** The schema asks for both or none. */
const price = ({ price: perMinute, currency }: WrittenAccount): Price | undefined =>
  perMinute === undefined || currency === undefined ? undefined : { perMinute, currency }

function farEnd(account: WrittenAccount, place: string, fetch: Fetch, notes: Notes): FarEnd {
  if (account.standIn) {
    for (const key of ['baseUrl', 'credentials'] as const) {
      if (account[key] === undefined) continue
      const says = `"${key}" has no meaning beside "standIn": the daemon starts the stand-in itself`
      const hint = 'remove it, or remove "standIn"'
      notes.error({ place: `${place}/${key}`, part: 'key', code: 'not-here', says, hint })
    }
    return { is: 'stand-in', faults: account.faults ?? '', render: account.render ?? false }
  }
  if (account.faults !== undefined) {
    const says = '"faults" has a meaning only beside "standIn: true"'
    notes.error({ place: `${place}/faults`, part: 'key', code: 'not-here', says })
  }
  if (account.credentials === undefined) {
    notes.error({
      place,
      part: 'key',
      code: 'missing-key',
      says: '"credentials" is missing: this account is a real one',
      hint: 'or write "standIn: true" to talk to a local stand-in',
    })
  }
  const credentials: Record<string, Secret> = {}
  for (const [name, value] of Object.entries(account.credentials ?? {})) {
    const found =
      typeof value === 'string' ? secret(value) : fetch(value, `${place}/credentials/${name}`)
    if (found !== undefined) credentials[name] = found
  }
  const baseUrl = address(account.baseUrl ?? SOFTSUGAR, `${place}/baseUrl`, notes)
  return { is: 'vendor', baseUrl, credentials }
}

function callbackSecret(
  account: WrittenAccount,
  place: string,
  fetch: Fetch,
  notes: Notes,
): Secret | undefined {
  if (account.callbackSecret === undefined) return undefined
  const at = `${place}/callbackSecret`
  const found = fetch(account.callbackSecret, at)
  if (found === undefined) return undefined
  const value = found.reveal()
  if (value.length >= CALLBACK_SECRET_MIN && /^[A-Za-z0-9_-]+$/.test(value)) return found
  notes.error({
    place: at,
    code: 'weak-secret',
    says: `a callback secret has at least ${CALLBACK_SECRET_MIN} characters of A-Z a-z 0-9 - _`,
    hint: 'make one with: openssl rand -hex 16',
  })
  return undefined
}
