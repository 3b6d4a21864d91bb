/** What a daemon tells its watcher. Ids and times only: the watcher may stand anywhere. */
import { type Duration, hours, seconds } from '../core/time.js'

export interface Alive {
  readonly station: string
  /** Another one each time a daemon starts: two that use one name are told apart by it. */
  readonly run: string
  /** By the clock of the daemon. All times are UTC. */
  readonly at: string
  /** All that is to go on air in the next hours and was not yet, also if its time has come. Each time all of it. */
  readonly starts: readonly Start[]
  readonly onAir: readonly string[]
  /** Was on air, is to be, and is not. */
  readonly offAir: readonly string[]
  /** Sessions that are open at the platforms. */
  readonly sessions: number
  /** The station was stopped on purpose: nothing more is promised, and nobody is to be woken. */
  readonly ends: boolean
}

export interface Start {
  readonly airing: string
  readonly at: string
  /** Its end: then the promise is void. */
  readonly until: string
}

/** Three posts were missed. */
export const SILENT_AFTER: Duration = seconds(90)
/** From the start that was promised to the post that says that it is on air. */
export const ON_AIR_WITHIN: Duration = seconds(10)
/** From the first word that its session was lost: by then another is on air, or somebody must look. */
export const OFF_AIR_FOR: Duration = seconds(60)
/** As of the platform's clock: a show would start as much too early or too late. */
export const CLOCKS_APART: Duration = seconds(5)
/** Further ahead nothing is promised: so long a station may be down and the watcher knows what it owes. */
export const PROMISED_AHEAD: Duration = hours(6)
/** In one post; the nearest of them. */
export const STARTS_MAX = 2_000

const text = { type: 'string', minLength: 1, maxLength: 300 } as const
const time = { type: 'string', format: 'date-time', maxLength: 40 } as const

const airings = { type: 'array', maxItems: STARTS_MAX, items: text } as const

export const ALIVE_SCHEMA = {
  type: 'object',
  additionalProperties: false,
  required: ['station', 'run', 'at', 'starts', 'onAir', 'offAir', 'sessions', 'ends'],
  properties: {
    station: { type: 'string', pattern: '^[a-z0-9]+(?:-[a-z0-9]+)*$', maxLength: 40 },
    run: { type: 'string', minLength: 1, maxLength: 40 },
    at: time,
    starts: {
      type: 'array',
      maxItems: STARTS_MAX,
      items: {
        type: 'object',
        additionalProperties: false,
        required: ['airing', 'at', 'until'],
        properties: { airing: text, at: time, until: time },
      },
    },
    onAir: airings,
    offAir: airings,
    sessions: { type: 'integer', minimum: 0 },
    ends: { type: 'boolean' },
  },
} as const
