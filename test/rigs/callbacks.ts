/**
 * The same show three times: undisturbed, with every callback lost, and with every callback doubled and overtaking the
 * others. Callbacks are only bells, so the as-run log must come out the same.
 */
import { join } from 'node:path'
import { rowsIn } from '../journal/a-journal.js'
import { judge } from './judge.js'
import { about, inTurn, type Rig, together } from './rig.js'
import { ahead, aShow } from './show.js'
import { openStation, over } from './station.js'

const SECONDS = 70
const SECONDS_QUICK = 40
interface Way {
  readonly name: string
  readonly faults: string
  /** Whether so many arrived of so many sent that the attack took place. */
  readonly strikes: (sent: number, arrived: number) => boolean
}
const WAYS: readonly Way[] = [
  { name: 'undisturbed', faults: '', strikes: (sent, arrived) => arrived === sent },
  { name: 'all lost', faults: 'lose-callbacks=1', strikes: (_, arrived) => arrived === 0 },
  {
    name: 'doubled and shuffled',
    faults: 'repeat-callbacks=1,shuffle-callbacks,shuffle-window=5s',
    strikes: (sent, arrived) => arrived > 1.5 * sent,
  },
]

export const callbacks: Rig = {
  name: 'callbacks',
  says: 'all callbacks lost; every callback doubled and shuffled: the same as-run log',
  minutes: 1.5,
  quickMinutes: 1,
  needs: [],
  run: async ({ quick }) => {
    const seconds = quick ? SECONDS_QUICK : SECONDS
    const runs = await inTurn(WAYS, { atOnce: WAYS.length, everyMs: 1_000 }, (way) =>
      oneShow(way, seconds),
    )
    const [undisturbed] = runs
    const sent = runs.map(({ name, sent, arrived }) => `${name}: ${arrived} of ${sent} arrived`)
    const blunt = runs.flatMap(({ name, sent, arrived, strikes }) =>
      strikes(sent, arrived)
        ? []
        : [`${name}: ${arrived} of ${sent} arrived: the rig did not attack`],
    )
    const differences = runs
      .slice(1)
      .flatMap(({ name, rows }) =>
        differing(undisturbed?.rows ?? [], rows).map((line) => `${name}: ${line}`),
      )
    const verdict = together(runs.map((run) => about(run.name, run.verdict)))
    return {
      figures: [
        ...verdict.figures,
        `callbacks: ${sent.join('; ')}`,
        `as-run rows compared: ${undisturbed?.rows.length}; different: ${differences.length}`,
      ],
      findings: [...blunt, ...verdict.findings, ...differences],
    }
  },
}

async function oneShow({ name, faults, strikes }: Way, seconds: number) {
  const show = { id: 'show', startsAt: ahead(10), seconds, every: 3, until: seconds - 8, must: 3 }
  await using station = await openStation({ shows: [aShow(show)], faults })
  station.start()
  await over(station)
  const evidence = await station.evidence()
  const rows = evidence.asRun
    .map(({ type, item_id, status, reason }) => `${item_id ?? type} ${status} ${reason}`)
    .map((row, at, all) => (all.indexOf(row) === at ? row : `${row}, again`))
  const sent = evidence.record.filter(({ type }) => type.startsWith('callback-')).length
  const arrived = rowsIn(join(station.data, 'journal.db'), 'select id from inbox').length
  return { name, strikes, sent, arrived, verdict: judge(evidence), rows }
}

const differing = (wanted: readonly string[], rows: readonly string[]): readonly string[] => [
  ...wanted.filter((row) => !rows.includes(row)).map((row) => `lacks the row "${row}"`),
  ...rows.filter((row) => !wanted.includes(row)).map((row) => `has the row "${row}"`),
]
