/** `npm run bench`: the figures of this run, on this machine. Nothing here passes or fails. */
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
import { nightsFigure, simulationFigure } from './simulation.js'

process.stdout.write(
  `node ${process.version}, ${cpus().length} × ${cpus()[0]?.model ?? 'unknown'}\n\n`,
)
const print = ({ what, saw, aim }: Figure) =>
  process.stdout.write(`${what}\n  saw ${saw}   (aim ${aim})\n`)
print(rundownFigure())
for (const figure of await reloadFigures()) print(figure)
planFigures().forEach(print)
forecastFigures().forEach(print)
journalFigures().forEach(print)
for (const figure of await mediaFigures()) print(figure)
print(await rehearsalFigure())
print(await simulationFigure())
print(await nightsFigure())
print(await questionFigure())
for (const figure of await latenessFigures()) print(figure)
for (const figure of await deskFigures()) print(figure)
