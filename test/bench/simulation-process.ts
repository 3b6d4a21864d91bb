/**
 * In a process of its own, as `npm run simulate` runs its nights: how much airtime the production core, loop and calls
 * get through on a virtual clock, bare and with all promises judged.
 */
import { hours } from '../../daemon/core/time.js'
import { ALWAYS, aCue, aProgramme, at, every } from '../builders.js'
import { draw } from '../simulation/draw.js'
import { run } from '../simulation/run.js'
import { modelStore } from '../simulation/store.js'
import { aWorld } from '../simulation/world.js'
import type { Figure } from './measure.js'

const CHANNELS = 10
const HOURS = 8

/** Channels that go on and on, an item every four minutes, once the machine is warm. */
async function simulationFigure(): Promise<Figure> {
  const programmes = Array.from({ length: CHANNELS }, (_, index) =>
    aProgramme({
      show: `show-${index}`,
      schedule: [ALWAYS],
      cues: [aCue('pitch', every(240 + index))],
    }),
  )
  const world = aWorld({
    start: at('09:00'),
    programmes,
    account: { slots: CHANNELS },
    faults: { slots: CHANNELS },
    store: modelStore(),
    recordMax: 1_000,
  })
  await world.clock.pass(hours(4))
  const before = process.cpuUsage()
  await world.clock.pass(hours(HOURS))
  const rate = (CHANNELS * HOURS) / cpuSince(before)
  world.close()
  return {
    what: 'simulated channel-hours per CPU-second, undisturbed channels, invariants not checked',
    saw: rate.toFixed(0),
    aim: '≥ 100',
  }
}

const NIGHTS = 40

/** Seeds as `npm run simulate` draws them: hostile, typical and quiet. */
async function nightsFigure(): Promise<Figure> {
  const before = process.cpuUsage()
  let total = 0
  for (let seed = 1; seed <= NIGHTS; seed++) total += (await run(draw(seed))).channelHours
  return {
    what: `simulated channel-hours per CPU-second, ${NIGHTS} nights of every kind, all promises judged`,
    saw: (total / cpuSince(before)).toFixed(1),
    aim: '≥ 100 (10,000 in ten minutes on two cores need 8.4)',
  }
}

function cpuSince(before: NodeJS.CpuUsage): number {
  const { user, system } = process.cpuUsage(before)
  return (user + system) / 1e6
}

process.send?.([await simulationFigure(), await nightsFigure()])
