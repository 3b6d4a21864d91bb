/** Builders: a test states only what matters to it. */
import type {
  LiveScript,
  PlannedCue,
  PreparedItem,
  Programme,
  TakeoverScript,
} from '../daemon/core/compile/programme.js'
import type {
  AccountId,
  ClockChange,
  CronFields,
  CueId,
  ShowId,
  Slot,
  When,
} from '../daemon/core/rundown/rundown.js'
import { hours, type Instant, instant, parseInstant, seconds } from '../daemon/core/time.js'

/** An instant from a time of day (UTC, 2026-11-23, a Monday) or a full timestamp. */
export const at = (written: string): Instant =>
  parseInstant(written.includes('T') ? written : `2026-11-23T${written}`, 'UTC') ??
  instant(Number.NaN)

export const SAY = 'These are the prices of the day, read for you by Li.'

export const aTakeoverScript = (more: Partial<TakeoverScript> = {}): TakeoverScript => ({
  say: SAY,
  ssml: false,
  audio: undefined,
  foregrounds: [],
  background: undefined,
  ...more,
})

export const start = (plus = 0): When => ({
  kind: 'at',
  at: { from: 'start', plus: seconds(plus) },
})
export const end = (minus: number): When => ({
  kind: 'at',
  at: { from: 'end', minus: seconds(minus) },
})
export const clock = (hour: number, minute: number, second = 0): When => ({
  kind: 'at',
  at: { from: 'clock', hour, minute, second },
})
export const every = (n: number): When => ({
  kind: 'every',
  every: seconds(n),
  from: undefined,
  between: undefined,
})
export const following = (cue: string): When => ({ kind: 'after', after: cue as CueId })

export const aCue = (cue: string, when: When, more: Partial<PlannedCue> = {}): PlannedCue => ({
  cue: cue as CueId,
  segment: 'opening',
  when,
  script: aTakeoverScript({ say: `This is ${cue}. ${SAY}` }),
  variants: [],
  expires: undefined,
  urgency: 'routine',
  doubt: 'once',
  drop: 5,
  start: { kind: 'soft' },
  onCut: undefined,
  ...more,
})

/** An ad-lib. */
export const anAdlib = (adlib: string, more: Partial<PreparedItem> = {}): PreparedItem => ({
  adlib: adlib as CueId,
  script: aTakeoverScript({ say: `This is ${adlib}. ${SAY}` }),
  expires: undefined,
  urgency: 'routine',
  onCut: undefined,
  ...more,
})

export const aLiveScript = (more: Partial<LiveScript> = {}): LiveScript => ({
  presenter: {
    role: {
      id: 1,
      faceFeatureId: 'ff-1',
      name: 'Li',
      url: 'https://cdn.example/li.zip',
      position: { x: 0, y: 0 },
      scale: 1,
    },
    voice: {
      id: 'nina',
      qid: undefined,
      vendor: 3,
      name: 'nina',
      language: 'zh-CN',
      pitch: 0,
      speed: 1,
      volume: 100,
    },
  },
  stage: {
    resolution: undefined,
    bitrate: undefined,
    backgrounds: [],
    foregrounds: [],
    beautify: undefined,
  },
  say: 'Welcome to the morning market, all day long.',
  ssml: false,
  audio: [],
  repeat: 'forever',
  cutIn: undefined,
  ...more,
})

const USUAL_CHANGE: ClockChange = { gap: 'shift', fold: 'first' }

export const once = (local: string, duration = hours(1), late: 'join' | 'skip' = 'join'): Slot => ({
  kind: 'at',
  local,
  duration,
  clockChange: USUAL_CHANGE,
  late: { rule: late },
  variables: {},
})

export const ALWAYS: Slot = { kind: 'always', variables: {} }

const EVERY_DAY: CronFields = {
  seconds: [0],
  minutes: [0],
  hours: [9],
  daysOfMonth: Array.from({ length: 31 }, (_, day) => day + 1),
  months: Array.from({ length: 12 }, (_, month) => month + 1),
  daysOfWeek: [0, 1, 2, 3, 4, 5, 6],
  eitherDay: false,
}

export const daily = (fields: Partial<CronFields>, duration = hours(1)): Slot => ({
  kind: 'cron',
  cron: { ...EVERY_DAY, ...fields },
  written: '',
  duration,
  except: [],
  overrides: [],
  clockChange: USUAL_CHANGE,
  late: { rule: 'join' },
  variables: {},
})

export const aProgramme = (
  more: Partial<Omit<Programme, 'show'>> & { show?: string } = {},
): Programme => ({
  title: 'Morning Market',
  account: 'demo' as AccountId,
  timezone: 'UTC',
  version: 'v1',
  schedule: [once('2026-11-23T09:00:00')],
  liveScript: aLiveScript(),
  cues: [],
  adlibs: [],
  questions: undefined,
  variables: {},
  ...more,
  show: (more.show ?? 'market') as ShowId,
})
