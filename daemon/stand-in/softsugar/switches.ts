/**
 * Every switch of the stand-in: its name on the command line, what it takes, its usual value and
 * what it is for.
 */
import { type Duration, parseDuration, showDuration } from '../../core/time.js'
import { ENDPOINTS } from './endpoints.js'
import { type Profile, UNLIMITED, USUAL } from './profile.js'

/**
 * `documented`: the vendor says so. `undocumented`: the vendor does it somehow, how is a guess.
 * `invented`: a fault for tests.
 */
export type Standing = 'documented' | 'undocumented' | 'invented'

export interface Switch {
  readonly name: string
  readonly standing: Standing
  /** What to write after `=`, in words; empty: nothing. */
  readonly takes: string
  /** As one would write it. */
  readonly example: string
  readonly usual: string
  readonly says: string
  /** The profile with this value in it; undefined if the value is none. */
  readonly put: (profile: Profile, value: string) => Profile | undefined
}

type Keys<T> = {
  [K in keyof Profile]: [Profile[K], T] extends [T, Profile[K]] ? K : never
}[keyof Profile]

const nameOf = (key: string) => key.replaceAll(/[A-Z]|\d+/g, (part) => `-${part.toLowerCase()}`)

const wait = (key: Keys<Duration>, standing: Standing, example: string, says: string): Switch => ({
  name: nameOf(key),
  standing,
  takes: 'a duration with its unit, such as 500ms, 40s or 2m',
  example: `${nameOf(key)}=${example}`,
  usual: showDuration(USUAL[key]),
  says,
  put(profile, value) {
    const read = value === '0' ? parseDuration('0s') : parseDuration(value)
    return read === undefined ? undefined : { ...profile, [key]: read }
  },
})

const numeric = (
  key: Keys<number>,
  standing: Standing,
  example: string,
  says: string,
  takes: string,
  isRight: (value: number) => boolean,
): Switch => ({
  name: nameOf(key),
  standing,
  takes,
  example: `${nameOf(key)}=${example}`,
  usual: USUAL[key] === UNLIMITED ? 'unlimited' : String(USUAL[key]),
  says,
  put(profile, value) {
    const read = /^\d+(?:\.\d+)?$/.test(value) ? Number(value) : Number.NaN
    return isRight(read) ? { ...profile, [key]: read } : undefined
  },
})

const count = (key: Keys<number>, standing: Standing, example: string, says: string) =>
  numeric(key, standing, example, says, 'a whole number', (value) => Number.isSafeInteger(value))

const share = (key: Keys<number>, example: string, says: string) =>
  numeric(
    key,
    'invented',
    example,
    says,
    'a share from 0 to 1',
    (value) => value >= 0 && value <= 1,
  )

const flag = (key: Keys<boolean>, standing: Standing, says: string): Switch => ({
  name: nameOf(key),
  standing,
  takes: '',
  example: nameOf(key),
  usual: 'off',
  says,
  put(profile, value) {
    if (value !== '' && value !== 'on' && value !== 'off') return undefined
    return { ...profile, [key]: value !== 'off' }
  },
})

function choice<K extends Exclude<keyof Profile, 'on'>>(
  key: K,
  values: readonly Profile[K][],
  standing: Standing,
  says: string,
): Switch {
  const words = values.map(String)
  return {
    name: nameOf(key),
    standing,
    takes: words.join(' or '),
    example: `${nameOf(key)}=${words.at(-1)}`,
    usual: String(USUAL[key]),
    says,
    put(profile, value) {
      const place = words.indexOf(value)
      return place < 0 ? undefined : { ...profile, [key]: values[place] }
    },
  }
}

const where: Switch = {
  name: 'on',
  standing: 'invented',
  takes: `endpoints joined by "+": ${ENDPOINTS.join(', ')}`,
  example: 'on=create+queue',
  usual: 'all',
  says: 'the endpoints at which the faults of the wire strike',
  put(profile, value) {
    const on = value.split('+')
    const known: readonly string[] = ENDPOINTS
    return on.every((one) => known.includes(one)) ? { ...profile, on } : undefined
  },
}

export const SWITCHES: readonly Switch[] = [
  wait('init', 'undocumented', '40s', 'from create until the stream is there'),
  wait('initThreshold', 'undocumented', '1s', 'an init longer than this is answered 32, not 35'),
  count('initFails', 'invented', '1', 'so many sessions, from the first, end in 99'),
  count('initNever', 'invented', '1', 'so many sessions, from the first, stay at 32 for ever'),
  flag('readyTwice', 'undocumented', '35 is called back even if the answer said 35'),
  count('slots', 'undocumented', '2', 'sessions of the account; one more is answered 98'),
  count('platformSlots', 'undocumented', '1', 'sessions of the platform; one more is answered 97'),
  count('noSlot', 'invented', '3', 'so many creates, from the first, find no slot'),
  wait('noSlotFor', 'invented', '30s', 'no slot until this long after the first create'),
  choice('noSlotStatus', [98, 97], 'invented', 'what those two are answered'),
  choice('slotRefusal', ['status', 'code'], 'undocumented', '97 and 98 as data.status or as code'),
  wait('heartbeatLimit', 'undocumented', '60s', 'longer without a heartbeat ends in 50'),
  wait('dropAfter', 'invented', '90s', 'the platform ends a session this long after going live'),
  flag('dropOnce', 'invented', 'drop-after strikes the first session only'),
  choice('dropStatus', [50, 9], 'invented', 'how drop-after ends it'),
  count('startFails', 'invented', '1', 'so many starts, from the first, answer data: false'),
  choice('recycleEnd', ['stays', 5, 50], 'undocumented', 'what follows a script played to its end'),
  choice('closeAgain', ['refused', 'accepted'], 'undocumented', 'closing what is closed'),
  wait('runningLag', 'invented', '5s', 'the running list shows a new session only this late'),
  wait('prepare', 'undocumented', '12s', 'fetching a takeover’s media; a short one is not noticed'),
  wait('prepareThreshold', 'documented', '10s', 'a preparation longer than this is answered 33'),
  share('prepareNever', '0.05', 'takeovers that stay at 33 for ever'),
  share('prepareFails', '0.1', 'takeovers whose preparation ends in 39'),
  share('speechFails', '0.1', 'takeovers that break off with 39 half-way'),
  count('queueLimit', 'undocumented', '15', 'items the queue takes; one more is refused'),
  choice('shortText', ['refused', '39'], 'undocumented', 'a takeover below ten characters'),
  flag('cancelSilent', 'undocumented', 'a cancelled takeover is not called back'),
  flag('queuedTwice', 'undocumented', '34 is called back even if the answer said 34'),
  choice(
    'reorderCounts',
    ['after', 'before'],
    'undocumented',
    'places without or with the moved item',
  ),
  wait('listLag', 'invented', '3s', 'the queue list shows a new item only this late'),
  numeric(
    'speechFactor',
    'invented',
    '0.2',
    'all speech takes this many times its length',
    'a number above 0',
    (value) => value > 0,
  ),
  wait('audioLength', 'invented', '8s', 'how long any mp3 is taken to be'),
  share('loseCallbacks', '0.5', 'callbacks that never leave'),
  share('repeatCallbacks', '0.2', 'callbacks that are sent twice'),
  wait('delayCallbacks', 'invented', '3s', 'every callback leaves this much later'),
  flag('shuffleCallbacks', 'invented', 'callbacks overtake each other'),
  wait('shuffleWindow', 'invented', '2s', 'the longest a shuffled or repeated one is held back'),
  wait('tokenLife', 'documented', '8h', 'the life of an account token'),
  count('tokensAlive', 'documented', '2', 'tokens valid at once; one more kills the oldest'),
  wait('tokenDies', 'invented', '10m', 'tokens die this early, whatever their answer promised'),
  choice(
    'tokenRefusal',
    ['http', 'code'],
    'undocumented',
    'a bad token: HTTP 401, or 200 with a code',
  ),
  choice(
    'businessErrors',
    ['code', 'http'],
    'undocumented',
    'refusals: HTTP 200 with a code, or 400',
  ),
  share('loseAnswers', '0.1', 'requests that take effect and are never answered'),
  share('loseRequests', '0.05', 'requests that never arrive'),
  count('loseFirstAnswers', 'invented', '1', 'so many answers, from the first, are lost'),
  count('loseFirstRequests', 'invented', '1', 'so many requests, from the first, are lost'),
  share('lateEffects', '0.05', 'requests that are not answered and take effect later'),
  wait('lateBy', 'invented', '20s', 'how much later at most'),
  share('http500', '0.05', 'requests answered 500, half of them after their effect'),
  share('garbage', '0.05', 'requests answered 200 with a page instead of JSON'),
  where,
  flag('hang', 'invented', 'what is lost leaves the connection open, not reset'),
  wait('latency', 'invented', '200ms', 'every answer takes this long over the wire'),
  choice('noHit', ['empty', 'error'], 'undocumented', 'a question nobody has an answer to'),
]
