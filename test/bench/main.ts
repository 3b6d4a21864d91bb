/** `npm run bench -- [part ...]`: the figures of this run, on this machine. Nothing here passes or fails. */
import { cpus } from 'node:os'
import { deskFigures } from './desk.js'
import { forecastFigures } from './forecast.js'
import { journalFigures } from './journal.js'
import { latenessFigures } from './lateness.js'
import type { Figure } from './measure.js'
import { mediaFigures } from './media.js'
import { planFigures } from './plan.js'
import { questionFigure } from './questions.js'
import { rehearsalFigure } from './rehearsal.js'
import { reloadFigures } from './reload.js'
import { rundownFigure } from './rundown.js'
import { simulationFigures } from './simulation.js'

const PARTS: Readonly<Record<string, () => readonly Figure[] | Promise<readonly Figure[]>>> = {
  rundown: () => [rundownFigure()],
  reload: reloadFigures,
  plan: planFigures,
  forecast: forecastFigures,
  journal: journalFigures,
  media: mediaFigures,
  rehearsal: async () => [await rehearsalFigure()],
  simulation: simulationFigures,
  questions: async () => [await questionFigure()],
  lateness: latenessFigures,
  desk: deskFigures,
}

const asked = process.argv.slice(2)
const strange = asked.filter((name) => !Object.hasOwn(PARTS, name))
if (strange.length > 0) {
  process.stdout.write(`npm run bench -- [part ...]\nparts: ${Object.keys(PARTS).join(', ')}\n`)
  process.exit(strange.includes('--help') ? 0 : 2)
}
process.stdout.write(
  `node ${process.version}, ${cpus().length} × ${cpus()[0]?.model ?? 'unknown'}\n\n`,
)
for (const [name, figures] of Object.entries(PARTS)) {
  if (asked.length > 0 && !asked.includes(name)) continue
  for (const { what, saw, aim } of await figures())
    process.stdout.write(`${what}\n  saw ${saw}   (aim ${aim})\n`)
}
