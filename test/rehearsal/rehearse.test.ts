import { expect, test } from 'vitest'
import type { Programme } from '../../daemon/core/compile/programme.js'
import { occurrences } from '../../daemon/core/plan/calendar.js'
import { type Duration, days, hours, minutes, seconds } from '../../daemon/core/time.js'
import { published } from '../../daemon/rehearsal/on-disk.js'
import { type RehearsalOrders, rehearse } from '../../daemon/rehearsal/rehearse.js'
import { ALWAYS, aCue, aProgramme, aTakeoverScript, at, every, once, start } from '../builders.js'
import { accountFacts } from '../simulation/world.js'

const NIGHT = at('20:00')

function orders(programme: Programme, more: Partial<RehearsalOrders> = {}): RehearsalOrders {
  const [occurrence] = occurrences(programme, NIGHT, (NIGHT + days(1)) as typeof NIGHT)
  if (!occurrence) throw new Error('nothing is planned')
  return {
    programme,
    occurrence,
    account: accountFacts(),
    seed: 1,
    faults: '',
    sounds: new Map(),
    span: undefined,
    ...more,
  }
}

const evening = (...cues: Programme['cues']) =>
  aProgramme({ schedule: [once('2026-11-23T20:00:00')], cues })
const short = ({ rows }: Awaited<ReturnType<typeof rehearse>>) =>
  rows.map(({ row: { item, type, status, reason } }) => `${item ?? type} ${status} ${reason}`)

test('an undisturbed evening airs as planned, and the meter runs from the lead to the end', async () => {
  const played = await rehearse(orders(evening(aCue('welcome', start(30)))))
  expect(short(played)).toEqual([
    'welcome aired ON_TIME',
    'session aired ON_TIME',
    'show aired ON_TIME',
  ])
  const late = (played.rows[0]?.row.startedAt ?? 0) - (NIGHT + seconds(30))
  expect(late).toBeGreaterThanOrEqual(0)
  expect(late).toBeLessThanOrEqual(100)
  const [session] = played.sessions
  const open = (session?.to ?? 0) - (session?.from ?? 0)
  expect(Math.round(open / minutes(1))).toBe(64)
  expect(played.isOver).toBe(true)
})

test('a session the platform drops is replaced, and the log says so', async () => {
  const dropped = { faults: 'drop-after=10m,drop-once' }
  const played = await rehearse(orders(evening(aCue('news', every(300))), dropped))
  expect(played.sessions).toHaveLength(2)
  expect(short(played)).toContain('show aired_partial PROVIDER_SESSION_LOST')
  expect(played.tells.some(({ level }) => level === 'alert')).toBe(true)
})

test('one seed makes one log, to the byte', async () => {
  const stormy = { faults: 'lose-answers=0.2,lose-callbacks=0.3,prepare=2s', seed: 7 }
  const twice = await Promise.all(
    [1, 2].map(() => rehearse(orders(evening(aCue('news', every(60))), stormy))),
  )
  const [one, other] = twice.map(({ rows, tells, sessions }) => ({ rows, tells, sessions }))
  expect(JSON.stringify(one)).toBe(JSON.stringify(other))
  const rerolled = await rehearse(orders(evening(aCue('news', every(60))), { ...stormy, seed: 8 }))
  expect(JSON.stringify(rerolled.rows)).not.toBe(JSON.stringify(one?.rows))
})

test('of a channel without an end an hour is rehearsed, or as much as is asked for', async () => {
  const channel = aProgramme({ schedule: [ALWAYS], cues: [aCue('pitch', every(600))] })
  const hour = await rehearse(orders(channel))
  expect(hour.endsAt - hour.startsAt).toBe(hours(1))
  // The sixth would be due at the very end: it is not missed, it is not there.
  const pitches = short(hour).filter((row) => row.startsWith('pitch'))
  expect(pitches).toEqual(Array(5).fill('pitch aired ON_TIME'))
  const longer = await rehearse(orders(channel, { span: hours(2) }))
  expect(short(longer).filter((row) => row === 'pitch aired ON_TIME')).toHaveLength(11)
  expect(longer.isOver).toBe(true)
})

test('no other airing of the show takes its slot', async () => {
  const schedule = [once('2026-11-23T20:00:00'), once('2026-11-23T20:30:00')]
  const played = await rehearse(
    orders(aProgramme({ schedule }), { account: accountFacts({ slots: 1 }) }),
  )
  expect(new Set(played.rows.map(({ row }) => row.airing)).size).toBe(1)
})

test('media beside the rundown are taken as published, and last as long as they were measured', async () => {
  const script = aTakeoverScript({ say: undefined, audio: 'media/long jingle.wav' })
  const local = evening(aCue('jingle', start(60), { script }))
  const { programme, files } = published(local)
  const [[url, file] = ['', '']] = files
  expect(file).toBe('media/long jingle.wav')
  const sounds = new Map([[url, seconds(33) as Duration]])
  const { rows } = await rehearse(orders(programme, { sounds }))
  const [jingle] = rows
  expect((jingle?.row.endedAt ?? 0) - (jingle?.row.startedAt ?? 0)).toBe(seconds(33))
})
