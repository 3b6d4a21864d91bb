/** How much airtime the production core, loop and calls get through on a virtual clock. */
import { hours } from '../../daemon/core/time.js'
import { ALWAYS, aCue, aProgramme, at, every } from '../builders.js'
import { modelStore } from '../simulation/store.js'
import { aWorld } from '../simulation/world.js'
import type { Figure } from './measure.js'

const CHANNELS = 20
const HOURS = 4

export async function simulationFigure(): Promise<Figure> {
  const programmes = Array.from({ length: CHANNELS }, (_, index) =>
    aProgramme({
      show: `show-${index}`,
      schedule: [ALWAYS],
      cues: [aCue('pitch', every(120 + index))],
    }),
  )
  const world = aWorld({
    start: at('09:00'),
    programmes,
    account: { slots: CHANNELS },
    faults: { slots: CHANNELS },
    store: modelStore(),
  })
  const before = process.cpuUsage()
  await world.clock.pass(hours(HOURS))
  const { user, system } = process.cpuUsage(before)
  world.close()
  const rate = (CHANNELS * HOURS) / ((user + system) / 1e6)
  return {
    what: 'simulated channel-hours per CPU-second, journal on disk, invariants not checked',
    saw: rate.toFixed(0),
    aim: '≥ 100',
  }
}
