import { expect, test } from 'vitest'
import type { AsRunRow } from '../../daemon/core/plan/as-run.js'
import { ambiguous, applied } from '../../daemon/core/plan/outcome.js'
import { takeoverRow } from '../../daemon/core/plan/rows.js'
import { versionKey } from '../../daemon/core/plan/show.js'
import { emptyState } from '../../daemon/core/plan/state.js'
import type { Ended, Takeover } from '../../daemon/core/plan/takeover.js'
import type { Instant } from '../../daemon/core/time.js'
import type { TakenTurn } from '../../daemon/journal/journal.js'
import { type MetricsOptions, openMetrics } from '../../daemon/metrics/metrics.js'
import type { Exchanged } from '../../daemon/platform/wire.js'
import { virtualClock } from '../../daemon/run/virtual-clock.js'
import { aCue, aProgramme, at, start } from '../builders.js'
import {
  anAccount,
  aPlanned,
  aTakeover,
  DEMO,
  MARKET,
  NINE,
  opened,
  past,
  S1,
} from '../core/plan/builders.js'
import { aFolder } from '../journal/a-journal.js'
import { aLoop, seen } from '../run/a-loop.js'

const OPTIONS = {
  now: () => at('09:00'),
  steady: () => 0,
  wall: () => 0,
  folder: '.',
  version: '1.2.3+abc',
  accounts: [{ id: 'demo', minutesPerDay: 60 }],
  epoch: () => 7,
  disk: () => undefined,
  later: () => {},
} satisfies Partial<MetricsOptions>

const EMPTY = { accounts: {}, shows: {}, programmes: {}, airings: {}, sessions: {} }

const withoutLoop = (more: Partial<MetricsOptions> = {}) =>
  openMetrics({ ...OPTIONS, state: EMPTY, ...more })

/** The lines of our own figures that begin so. */
async function shown(metrics: ReturnType<typeof openMetrics>, begin: string) {
  const { text } = await metrics.page()
  return text.split('\n').filter((line) => line.startsWith(begin))
}

test('a show from its opening on: what it was to have, what it had, and what was asked of the platform', async () => {
  const clock = virtualClock(at('08:50'))
  const { loop, kept } = aLoop(clock)
  const metrics = openMetrics({ ...OPTIONS, state: loop.state, now: clock.now })
  let told = kept.length
  const tell = () => {
    metrics.committed(kept.slice(told))
    told = kept.length
  }
  await clock.passUntil(at('08:56'))
  loop.post(opened(), { intent: { key: 'open', outcome: applied(true) } })
  loop.post(seen('ready'))
  await clock.passUntil(at('09:00:01'))
  loop.post(
    {
      type: 'went-live',
      airing: MARKET,
      session: S1,
      outcome: applied(true),
    },
    { intent: { key: 'go-live', outcome: ambiguous('no answer') } },
  )
  loop.post(seen('live'))
  await clock.passUntil(at('09:01:01'))
  tell()
  expect(await shown(metrics, 'onair_on_air_channels')).toEqual([
    'onair_on_air_channels{account="demo"} 1',
  ])
  // There are two shows at nine, and nobody opened the other.
  expect(await shown(metrics, 'onair_scheduled')).toEqual([
    'onair_scheduled_seconds_total{account="demo"} 122',
  ])
  expect(await shown(metrics, 'onair_delivered')).toEqual([
    'onair_delivered_seconds_total{account="demo"} 60',
  ])
  expect(await shown(metrics, 'onair_start_lateness_seconds_sum')).toEqual([
    'onair_start_lateness_seconds_sum{account="demo"} 1',
  ])
  expect(await shown(metrics, 'onair_intents_total')).toEqual([
    'onair_intents_total{account="demo",class="costly",outcome="applied"} 1',
    'onair_intents_total{account="demo",class="guarded",outcome="ambiguous"} 1',
  ])
})

/** A turn that did nothing but write these rows. */
const aTurn = (...rows: readonly AsRunRow[]): TakenTurn => ({
  turn: { event: { type: 'account-due', account: DEMO }, now: NINE, roll: 0 },
  decision: {
    changes: { accounts: NONE, shows: NONE, programmes: NONE, airings: NONE, sessions: NONE },
    actions: rows.map((row) => ({ type: 'record', row })),
  },
  receipt: undefined,
})
const NONE = new Map<never, never>()

const aRow = (item: string, more: Partial<AsRunRow>): AsRunRow => ({
  ...takeoverRow(aPlanned(), aProgramme(), aTakeover('spoken') as Takeover & Ended, S1),
  item,
  status: 'aired',
  ...more,
})

test('a cue is late against its time, and against the air being free', async () => {
  const metrics = withoutLoop()
  const first = { plannedAt: NINE, startedAt: past(1), endedAt: past(10) }
  const second = { plannedAt: past(5), startedAt: past(11), endedAt: past(20) }
  metrics.committed([aTurn(aRow('one', first), aRow('two', second))])
  expect(await shown(metrics, 'onair_cue_lateness_seconds_sum')).toEqual([
    'onair_cue_lateness_seconds_sum{account="demo",against="plan"} 7',
    'onair_cue_lateness_seconds_sum{account="demo",against="free"} 2',
  ])
  expect(await shown(metrics, 'onair_takeovers_heard_total')).toEqual([
    'onair_takeovers_heard_total{account="demo",evidence="queue-list"} 2',
  ])
})

test('a cue that must air and did not is counted; one that was taken out is not', async () => {
  const cues = [aCue('law', start(5), { doubt: 'must' }), aCue('joke', start(9))]
  const programme = aProgramme({ cues })
  const state = { ...EMPTY, programmes: { [versionKey(programme)]: programme } }
  const metrics = withoutLoop({ state })
  const skipped = { status: 'skipped', startedAt: undefined, show: programme.show } as const
  const turns = [aRow('law', skipped), aRow('joke', skipped)]
  metrics.committed([aTurn(...turns, aRow('law', { ...skipped, status: 'cancelled' }))])
  expect(await shown(metrics, 'onair_must_cues_lost_total')).toEqual([
    'onair_must_cues_lost_total{account="demo"} 1',
  ])
})

test('no id of a session, an airing or a takeover, and no text, stands in it', async () => {
  const clock = virtualClock(at('08:50'))
  const { loop, kept } = aLoop(clock)
  const metrics = openMetrics({ ...OPTIONS, state: loop.state, now: clock.now })
  await clock.passUntil(at('08:56'))
  loop.post(opened())
  loop.post(seen('ready'))
  await clock.passUntil(at('09:00:01'))
  loop.post(seen('live'))
  await clock.passUntil(at('09:10'))
  metrics.committed(kept)
  const { text } = await metrics.page()
  for (const word of ['market', '@2026', '"s1"', 'welcome', 'prices of the day'])
    expect(text).not.toContain(word)
})

const AN_EXCHANGE: Exchanged = {
  endpoint: 'channel/heartbeat',
  forToken: false,
  ms: 20,
  is: 'answered',
  status: 200,
  code: 0,
}

test('what became of requests: status, the vendor’s code, and none of either', async () => {
  const metrics = withoutLoop()
  const tell = metrics.exchanged('demo')
  tell(AN_EXCHANGE)
  tell({ ...AN_EXCHANGE, is: 'unanswered', status: undefined, code: undefined })
  tell({ ...AN_EXCHANGE, endpoint: 'token', forToken: true, code: 403 })
  expect(await shown(metrics, 'onair_vendor_answers_total')).toEqual([
    'onair_vendor_answers_total{account="demo",endpoint="channel/heartbeat",status="200",code="0"} 1',
    'onair_vendor_answers_total{account="demo",endpoint="channel/heartbeat",status="unanswered",code=""} 1',
    'onair_vendor_answers_total{account="demo",endpoint="token",status="200",code="403"} 1',
  ])
  expect(await shown(metrics, 'onair_token_renewals_total')).toContain(
    'onair_token_renewals_total{account="demo",outcome="not-applied"} 1',
  )
})

test('a vendor with ever new codes, and strangers who name ever new accounts, fill no memory', async () => {
  const metrics = withoutLoop()
  for (let code = 0; code < 500; code += 1) metrics.exchanged('demo')({ ...AN_EXCHANGE, code })
  for (let n = 0; n < 500; n += 1) metrics.callback(`guess-${n}`, 'refused')
  expect((await shown(metrics, 'onair_vendor_answers_total')).length).toBe(51)
  expect(await shown(metrics, 'onair_callbacks_total')).toEqual([
    'onair_callbacks_total{account="unknown",outcome="refused"} 500',
  ])
})

test('a commit that fails is counted, and fails', async () => {
  const metrics = withoutLoop()
  const failing = metrics.appending(() => {
    throw new Error('disk full')
  })
  expect(() => failing([])).toThrow('disk full')
  metrics.appending(() => {})([])
  expect(await shown(metrics, 'onair_journal_append_failures_total')).toEqual([
    'onair_journal_append_failures_total 1',
  ])
  expect(await shown(metrics, 'onair_journal_append_seconds_count')).toEqual([
    'onair_journal_append_seconds_count 1',
  ])
})

test('a turn that cannot be counted harms nobody', async () => {
  const metrics = withoutLoop()
  metrics.committed([undefined as unknown as TakenTurn])
  expect(await shown(metrics, 'onair_epoch')).toEqual(['onair_epoch 7'])
})

test('the disk, the clock, the code and the budget', async () => {
  using folder = aFolder()
  const clock = { wall: 1_000, steady: 500 }
  const metrics = withoutLoop({
    folder: folder.path,
    wall: () => clock.wall,
    steady: () => clock.steady,
    disk: () => 'full',
    now: () => (at('09:00') + clock.steady - 500) as Instant,
  })
  Object.assign(clock, { wall: 64_000, steady: 60_500 })
  expect(await shown(metrics, 'onair_journal_trouble{kind="full"}')).toEqual([
    'onair_journal_trouble{kind="full"} 1',
  ])
  expect(await shown(metrics, 'onair_clock_drift')).toEqual(['onair_clock_drift_seconds 3'])
  expect(await shown(metrics, 'onair_rundown_age')).toEqual(['onair_rundown_age_seconds 60'])
  expect(await shown(metrics, 'onair_build_info')).toEqual([
    `onair_build_info{version="1.2.3+abc",node="${process.version}"} 1`,
  ])
  expect(await shown(metrics, 'onair_budget')).toEqual([
    'onair_budget_seconds_per_day{account="demo"} 3600',
  ])
  const [free = ''] = await shown(metrics, 'onair_data_free_ratio')
  expect(Number(free.split(' ')[1])).toBeGreaterThan(0)
})

test('an account that is no longer in the config has no figures, and a disk that cannot be asked has none', async () => {
  const accounts = { [DEMO]: anAccount() }
  const state = { ...emptyState(), accounts }
  const metrics = openMetrics({ ...OPTIONS, state, accounts: [], folder: '/nowhere/at/all' })
  expect(await shown(metrics, 'onair_session_slots')).toEqual([])
  expect(await shown(metrics, 'onair_data_free_ratio')).toEqual(['onair_data_free_ratio Nan'])
})
