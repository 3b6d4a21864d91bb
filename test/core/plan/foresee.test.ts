import { describe, expect, test } from 'vitest'
import type { Command, Foreseen } from '../../../daemon/core/plan/commands.js'
import { foresee } from '../../../daemon/core/plan/foresee.js'
import { askedFor } from '../../../daemon/core/plan/microphone.js'
import { emptyState } from '../../../daemon/core/plan/state.js'
import { type Takeover, takeoverId } from '../../../daemon/core/plan/takeover.js'
import { hours, type Instant, millis, seconds } from '../../../daemon/core/time.js'
import { aProgramme, aTakeoverScript, SAY } from '../../builders.js'
import {
  aManned,
  anAccount,
  aPlanned,
  aSession,
  aTakeover,
  DEMO,
  MARKET,
  past,
  saying,
  throughJson,
} from './builders.js'

const idOf = (name: string) => takeoverId(MARKET, name, 0)
const length = seconds(20)
const onAir = aTakeover('speaking', { id: idOf('on-air'), length })
const queue = [
  onAir,
  aTakeover('queued', { id: idOf('next'), length }),
  aTakeover('waiting', { id: idOf('last'), length, dueAt: past(1) }),
]

function asked(command: Command, more: Partial<Parameters<typeof aManned>[2]> = {}, now = past(5)) {
  const airing = aManned(aSession('live'), 'on-air', { takeovers: queue, ...more })
  return foresee(stateWith(airing), MARKET, command, now)
}

const stateWith = (airing: ReturnType<typeof aPlanned>) => {
  const programme = aProgramme()
  return throughJson({
    ...emptyState(),
    accounts: { [DEMO]: anAccount() },
    programmes: { 'market#v1': programme },
    airings: { [MARKET]: airing },
  })
}

const timed = (foreseen: Foreseen): Instant | undefined => (foreseen.ok ? foreseen.at : undefined)

describe('what a command would do', () => {
  test('a routine item comes behind all that waits, and is heard when they are over', () => {
    const said = asked(saying({ urgency: 'routine' }))
    expect(said).toMatchObject({
      ok: true,
      says: 'it is in the queue behind 2, heard in about 55s',
    })
    expect(timed(said)).toBe(past(60))
  })

  test('a priority item is next', () => {
    expect(asked(saying())).toMatchObject({ says: 'it is next, heard in about 15s' })
  })

  test('breaking news cuts what speaks, unless that must air', () => {
    const news = saying({ urgency: 'breaking' })
    expect(asked(news)).toMatchObject({ ok: true, says: 'it cuts pitch', at: past(5) })
    const must = { ...onAir, doubt: 'must' } as Takeover
    expect(asked(news, { takeovers: [must] })).toMatchObject({
      says: 'it is next, heard in about 15s',
    })
  })

  test('what would have expired by its turn is refused', () => {
    expect(asked(saying({ urgency: 'routine', expires: seconds(30) }))).toEqual({
      ok: false,
      says: 'it expires in 30s, and would be heard in about 55s',
    })
    const heldUntil = past(305)
    expect(asked(saying({ expires: seconds(120) }), { takeovers: [], heldUntil })).toEqual({
      ok: false,
      says: 'it expires in 2m, and would be heard in about 5m (the queue is held)',
    })
  })

  test('what is said while somebody speaks live is heard afterwards, nobody knows when', () => {
    const longest = seconds(300)
    const microphone = askedFor({ request: 'r1', by: 'bea', how: 'cut', longest }, past(1))
    expect(asked(saying(), { takeovers: [], microphone })).toEqual({
      ok: true,
      says: 'it is next, heard when bea has spoken live',
      at: undefined,
    })
  })

  test('a text too short or too long is refused with the limit', () => {
    const short = asked(saying({ script: aTakeoverScript({ say: 'Sold out.' }) }))
    expect(short).toMatchObject({ ok: false, says: expect.stringContaining('shorter than 10') })
    const long = asked(saying({ script: aTakeoverScript({ say: SAY.repeat(1_000) }) }))
    expect(long).toMatchObject({ ok: false, says: expect.stringContaining('longer than 10000') })
  })

  test('a move says where it stands then', () => {
    const move = { type: 'move', takeover: idOf('last'), to: 'front' } as const
    expect(asked(move)).toMatchObject({ ok: true, says: 'it is next, heard in about 15s' })
    expect(asked({ ...move, takeover: idOf('on-air') })).toMatchObject({
      ok: false,
      says: 'pitch cannot be moved: it is on air',
    })
    expect(asked({ ...move, takeover: idOf('nobody') })).toMatchObject({ ok: false })
    expect(asked({ ...move, to: { before: idOf('on-air') } })).toMatchObject({ ok: false })
  })

  test.each([
    ['last', 'pitch will not air'],
    ['next', 'pitch is taken back from the platform'],
  ])('a cancel of %s', (name, says) => {
    expect(asked({ type: 'cancel', takeover: idOf(name) })).toEqual({
      ok: true,
      says,
      at: undefined,
    })
  })

  test('a hold says until when, and is an hour at most; a release needs one', () => {
    expect(asked({ type: 'hold', until: past(65) })).toMatchObject({
      says: 'nothing new is sent until 09:01:05, breaking news excepted',
    })
    expect(asked({ type: 'hold', until: (past(5) + hours(9)) as Instant })).toMatchObject({
      says: 'nothing new is sent until 10:00:05 (an hour at most), breaking news excepted',
    })
    expect(asked({ type: 'hold', until: past(4) })).toMatchObject({ ok: false })
    expect(asked({ type: 'release' })).toEqual({ ok: false, says: 'nothing is held' })
    expect(asked({ type: 'release' }, { heldUntil: past(60) })).toMatchObject({ ok: true })
  })

  test('while the queue is held, what is said waits for its end', () => {
    const said = asked(saying({ urgency: 'routine' }), { heldUntil: past(100), takeovers: [] })
    expect(timed(said)).toBe(past(100))
  })

  test('nothing is done to an airing that is not on air, parked, over or unknown', () => {
    expect(asked({ type: 'skip' }, { takeovers: [] })).toMatchObject({ ok: false })
    expect(asked({ type: 'skip' }, { parked: 'a broken assumption' })).toMatchObject({ ok: false })
    const planned = foresee(stateWith(aPlanned()), MARKET, { type: 'skip' }, past(millis(5)))
    expect(planned).toMatchObject({ ok: false, says: `${MARKET} is not on air (planned)` })
    expect(foresee(emptyState(), MARKET, { type: 'skip' }, past(5))).toMatchObject({ ok: false })
    expect(asked({ type: 'stop', hold: false })).toMatchObject({ ok: true })
  })
})
