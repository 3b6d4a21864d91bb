import { expect, test } from 'vitest'
import { after, seconds } from '../../daemon/core/time.js'
import type { Happening, RecordEntry } from '../../daemon/stand-in/softsugar/record.js'
import { summarise } from '../../daemon/stand-in/softsugar/summary.js'
import { at } from '../builders.js'
import { type AsRunLine, type Evidence, type Intent, judge } from './judge.js'
import { aShow } from './show.js'

const START = at('20:00')
const show = aShow({ id: 'show', startsAt: START, seconds: 20, every: 4, until: 6, must: 2 })
const [once, must] = show.cues.map(({ text }) => text)

/** A show as it should be: seconds from its start, and what happened. */
const WHOLE: readonly (readonly [number, Happening])[] = [
  [-5, created('s1')],
  [-4, { type: 'heartbeat', session: 's1' }],
  [0, { type: 'session-live', session: 's1' }],
  [2, spoken(once)],
  [6, spoken(must)],
  [20, { type: 'session-ended', session: 's1', status: 5 }],
]
const SENT: readonly Intent[] = show.cues.map(({ id }) => anIntent(id))
const ROWS: readonly AsRunLine[] = show.cues.map(({ id }) => aRow(id, 'aired'))

test('a show that kept every promise has no findings', () => {
  expect(judge(evidence(WHOLE)).findings).toEqual([])
})

test('a doubled item is found, also one that nobody sent twice', () => {
  expect(found([...WHOLE, [8, spoken(once)]])).toEqual([
    'show/item-0 is once, and aired 2×',
    'show/item-0 aired 2×, and the journal knows of 1 sendings',
  ])
  const again = [...SENT, anIntent('item-1')]
  expect(judge(evidence([...WHOLE, [8, spoken(must)]], again)).findings).toEqual([])
})

test('a must that was lost is found, and a log that claims it aired', () => {
  const lost = WHOLE.filter(([, { type }], n) => type !== 'takeover-speaking' || n === 3)
  expect(found(lost)).toEqual([
    'show/item-1 never aired, and the log says aired ON_TIME',
    'show: must, and never aired: item-1 (aired ON_TIME)',
  ])
})

test('a log that denies what aired, or leaves it out, is found', () => {
  const denied = [aRow('item-0', 'skipped'), aRow('item-1', 'aired')]
  expect(judge(evidence(WHOLE, SENT, denied)).findings).toEqual([
    'show/item-0 aired 1×, and the log says skipped ON_TIME',
  ])
  expect(judge(evidence(WHOLE, SENT, [])).findings).toEqual([
    'show: no row in the as-run log for item-0, item-1',
  ])
})

test('two sessions at once, and one left open, are found', () => {
  const both = found([...WHOLE.slice(0, 2), [-3, created('s2')], ...WHOLE.slice(2)])
  expect(both).toContain('show: a second session, 2 s after the first, while the first was open')
  expect(both).toContain('show: s2 was left open')
})

test('a start before its time, an early end, a late end and a show that never was are found', () => {
  const moved = (type: Happening['type'], to: number) =>
    WHOLE.map(([second, what]) => [what.type === type ? to : second, what] as const)
  expect(found(moved('session-live', -3))).toEqual(['show started 3000 ms before its time'])
  expect(found(moved('session-ended', 15))).toEqual(['show ended 5000 ms before its end, in 5'])
  expect(found(moved('session-ended', 95))).toContain('show was closed only 75000 ms after its end')
  expect(found(WHOLE.filter(([, { type }]) => type !== 'session-live'))).toEqual([
    'show was never on air: and has no row in the as-run log',
  ])
})

test('a clock that is off by an hour excuses the times, and nothing else', () => {
  const falsely = (happened: typeof WHOLE) => judge(evidence(happened), { onTime: false }).findings
  const early = WHOLE.filter(([second]) => second < 5).map(
    ([second, what]) => [second, what] as const,
  )
  expect(falsely([...early, [4, { type: 'session-ended', session: 's1', status: 5 }]])).toEqual([
    'show/item-1 never aired, and the log says aired ON_TIME',
  ])
  expect(falsely(early)).toContain('show: s1 was left open')
  expect(falsely([...WHOLE, [8, spoken(once)]])).toContain('show/item-0 is once, and aired 2×')
})

test('a heart that stood still is found', () => {
  expect(judge(evidence(WHOLE), { gapMax: 10_000 }).findings).toEqual([
    'show: s1 was not beaten for 24000 ms',
  ])
})

test('a call nobody ever resolved is found', () => {
  const doubted = [...SENT, { ...anIntent('item-0'), state: 'ambiguous', says: 'UND_ERR_SOCKET' }]
  expect(judge(evidence(WHOLE, doubted)).findings).toEqual([
    '1 calls stay unresolved in the journal (enqueue ambiguous), such as enqueue:item-0: UND_ERR_SOCKET',
  ])
})

const found = (happened: typeof WHOLE) => judge(evidence(happened)).findings

function evidence(happened: typeof WHOLE, intents = SENT, asRun = ROWS): Evidence {
  const record = happened.map(
    ([second, what], n): RecordEntry => ({ ...what, n, at: after(START, seconds(second)) }),
  )
  return { shows: [show], record, summary: summarise(record, at('20:10')), intents, asRun }
}

function created(session: string): Happening {
  return { type: 'session-created', session, marker: 'rigs.5ea1/show@2026-11-21T20:00#1' }
}

function spoken(text: string | undefined): Happening {
  const content = { text, audio: undefined, pictures: [] }
  return { type: 'takeover-speaking', session: 's1', trace: `t-${text}`, content }
}

function anIntent(cue: string): Intent {
  const takeover = `show@2026-11-21T20:00/${cue}/0`
  const key = `enqueue:${cue}`
  return { key, class: 'airing', type: 'enqueue', takeover, state: 'applied', says: '' }
}

function aRow(cue: string, status: string): AsRunLine {
  return { type: 'takeover', show: 'show', item_id: cue, status, reason: 'ON_TIME' }
}
