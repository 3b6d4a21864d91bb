import { expect, test } from 'vitest'
import { emptyState } from '../../daemon/core/plan/state.js'
import { after, days, hours, type Instant } from '../../daemon/core/time.js'
import { openUpkeep, settledBefore } from '../../daemon/run/upkeep.js'
import { virtualClock } from '../../daemon/run/virtual-clock.js'
import { at } from '../builders.js'
import { opened } from '../core/plan/builders.js'
import { aLoop } from './a-loop.js'

/** Upkeep with a journal that writes down what is asked of it, and a disk that may be in trouble. */
function anUpkeep() {
  const done: string[] = []
  const disk = { sick: false }
  let left = 0
  const clock = { steady: 0, wroteAt: 0, stuck: false }
  const well: boolean[] = []
  const upkeep = openUpkeep({
    now: () => at('09:00'),
    look: () => done.push('look'),
    state: emptyState(),
    journal: {
      touch: () => {
        done.push('touch')
        if (!clock.stuck) clock.wroteAt = clock.steady
      },
      witness: () => done.push('witness'),
      told: () => {},
      amnesiaOver: () => done.push('amnesia over'),
      checkpoint: () => done.push('checkpoint'),
      prune: () => {
        done.push('prune')
        left -= 1
        return left > 0
      },
    },
    disk: {
      trouble: () => (disk.sick ? 'full' : undefined),
      restore: () => done.push('restore'),
      write: (what) => what(),
      wroteAt: () => clock.wroteAt,
    },
    steady: () => clock.steady,
    supervisor: { well: (isWell) => well.push(isWell) },
  })
  const ticks = (count: number) => {
    done.splice(0)
    for (let n = 0; n < count; n += 1) upkeep.tick()
    return done.filter((what) => what !== 'look')
  }
  return {
    clock,
    well,
    upkeep,
    done,
    disk,
    ticks,
    leave: (n: number) => (left = n),
    [Symbol.dispose]: () => upkeep[Symbol.dispose](),
  }
}

test('it begins with a witness, and what was forgotten is over; then a witness every ten seconds', () => {
  using made = anUpkeep()
  expect(made.done).toEqual(['look', 'amnesia over', 'witness', 'restore'])
  expect(made.ticks(20)).toEqual(['witness', 'restore', 'witness', 'restore'])
})

test('with a sick disk the loop still looks, and nothing is written that could wait', () => {
  using made = anUpkeep()
  made.disk.sick = true
  expect(made.ticks(1_000)).toEqual([])
  expect(made.done).toHaveLength(1_000)
})

test('a checkpoint once a day; pruning step by step while there is more, then at leisure', () => {
  using made = anUpkeep()
  made.leave(3)
  const day = made.ticks(86_400)
  expect(day.filter((what) => what === 'checkpoint')).toHaveLength(1)
  expect(day.filter((what) => what === 'prune')).toHaveLength(86_400 / 600 + 2)
})

test('the last thing it does is a witness', () => {
  const made = anUpkeep()
  made.done.splice(0)
  made.upkeep[Symbol.dispose]()
  expect(made.done).toEqual(['witness'])
})

test('turns are kept for two days beyond the oldest airing that runs', async () => {
  const clock = virtualClock(at('08:55'))
  const { loop, post } = aLoop(clock)
  await clock.passUntil(at('08:56'))
  post(opened())
  const later: Instant = after(at('08:56'), days(5))
  expect(settledBefore(loop.state, later)).toBe(after(at('08:56'), hours(-48)))
  expect(settledBefore(emptyState(), later)).toBe(after(later, hours(-48)))
})

test('where nothing is on air the disk is touched now and then, and all is well', () => {
  using made = anUpkeep()
  for (let n = 0; n < 120; n += 1) {
    made.clock.steady += 1_000
    made.upkeep.tick()
  }
  expect(made.done.filter((what) => what === 'touch').length).toBe(3)
  expect(new Set(made.well)).toEqual(new Set([true]))
})

test('nothing written for a minute, and nobody knows why: not well', () => {
  using made = anUpkeep()
  made.clock.stuck = true
  made.clock.steady = 60_000
  made.upkeep.tick()
  made.clock.steady = 60_001
  made.upkeep.tick()
  expect(made.well.slice(-2)).toEqual([true, false])
})

test('a full disk is declared, so the watchdog lets it live', () => {
  using made = anUpkeep()
  made.disk.sick = true
  made.clock.steady = 3_600_000
  made.upkeep.tick()
  expect(made.well.at(-1)).toBe(true)
})
