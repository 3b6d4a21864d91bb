/**
 * `npm run simulate`: many seeds on all processors. `--seed 77` runs one night and tells of it, `--hours 10000` or
 * `--runs 500` as many as that takes; a night that breaks a promise is cut down, and the command that runs what is left
 * again is printed. Ends with 1 if a promise was broken.
 */
import { fork } from 'node:child_process'
import { availableParallelism } from 'node:os'
import { join } from 'node:path'
import { asked, refuse } from './asked.js'
import { CACHE, compile, FOR_NIGHTS, ROOT } from './compile.js'
import { type Corner, reckoned } from './corner.js'
import { draw } from './draw.js'
import { MUST_REACH } from './must-reach.js'
import { type Broken, emptyTally, type Share, type Tally } from './part.js'
import { PENDING, PROMISES } from './promises.js'
import { missing, reachedBy, report } from './report.js'
import { run } from './run.js'
import type { Kind } from './scenario.js'
import { cutDown, describe } from './shrink.js'

const { text, count, has } = asked(
  `npm run simulate -- [options]: nights on a virtual clock, each held to all promises. Ends with 1 if one was broken.
  --hours N       as many nights as N channel-hours take
  --runs N        so many nights; without either: 200
  --from N        the first seed; without: 1
  --seed N        one night, and what happened in it; --cut a,b leaves parts of it out
  --kind NAME     only hostile, typical or quiet nights
  --corner N      instead: every placement of up to N faults in the smallest show there is
  --processes N   without: one for each core
  --reached       lists what was reached, and how often
  --reach N       ends with 1 also if fewer than N things on the list were reached
  --all           ends with 1 also if something on the list was never reached
  --times N       with --all: or fewer than N times; the nightly sweep asks for 100
`,
  ['seed', 'cut', 'kind', 'hours', 'runs', 'from', 'processes', 'corner', 'reach', 'times'],
  ['all', 'reached'],
)
const values = {
  seed: count('seed'),
  cut: text('cut') ?? '',
  hours: count('hours'),
  runs: count('runs'),
  from: count('from') ?? 1,
  processes: count('processes') ?? availableParallelism(),
  corner: count('corner'),
  reach: count('reach') ?? 0,
  times: count('times') ?? 1,
}

const KINDS: readonly Kind[] = ['hostile', 'typical', 'quiet']
const kind = KINDS.find((one) => one === text('kind'))
if (text('kind') !== undefined && !kind) refuse(`--kind is one of ${KINDS.join(', ')}`)

process.exitCode =
  values.corner !== undefined
    ? await corner(values.corner)
    : values.seed === undefined
      ? await sweep()
      : await replay(values.seed)

/** Every placement of so many faults in the smallest show there is. */
async function corner(faultsMax: number): Promise<number> {
  compile(ROOT, CACHE)
  const from = performance.now()
  const of = values.processes
  const most = await reckoned(faultsMax)
  const parts = Array.from({ length: of }, (_, index) => ({ index, of }))
  const soFar = parts.map((): Corner => ({ ways: 0, broken: [] }))
  const seconds = () => Math.round((performance.now() - from) / 1_000)
  const ways = () => soFar.reduce((sum, one) => sum + one.ways, 0)
  const shown = setInterval(() => {
    const share = Math.min(99, Math.round((100 * ways()) / most))
    process.stdout.write(`\r${ways()} placements, about ${share} %, in ${seconds()} s  `)
  }, 2_000)
  const found = await Promise.all(
    parts.map((part, index) =>
      inProcess<Corner>('corner-process.js', { faultsMax, part }, (told) => {
        for (const broken of told.broken.slice(soFar[index]?.broken.length)) tellPlacement(broken)
        soFar[index] = told
      }),
    ),
  )
  clearInterval(shown)
  process.stdout.write(`\n${ways()} placements of up to ${faultsMax} faults in ${seconds()} s\n`)
  return found.some(({ broken }) => broken.length > 0) ? 1 : 0
}

function tellPlacement({ promise, says, faults }: Corner['broken'][number]): void {
  process.stdout.write(`\nBROKEN ${promise}: ${says}\n  ${faults}\n`)
}

/** The last thing it says. */
function inProcess<T>(file: string, asked: object, tell?: (said: T) => void): Promise<T> {
  const child = fork(join(CACHE, 'test', 'simulation', file), { execArgv: [...FOR_NIGHTS] })
  let last: T | undefined
  child.on('message', (said) => {
    last = said as T
    tell?.(last)
  })
  child.send(asked)
  return new Promise((resolve, reject) => {
    child.on('exit', (code) =>
      code === 0 && last !== undefined
        ? resolve(last)
        : reject(new Error(`process ended: ${code}`)),
    )
  })
}

async function replay(seed: number): Promise<number> {
  const cuts = new Set(values.cut.split(',').filter((cut) => cut !== ''))
  const scenario = cutDown(draw(seed, kind), cuts)
  process.stdout.write(`seed ${seed}: ${describe(scenario)}\n`)
  const { violations, rows, trace, turns } = await run(scenario)
  for (const { type, instance, status, reason, says } of rows)
    process.stdout.write(`${type} ${instance} ${status} ${reason} ${says ?? ''}\n`)
  for (const { promise, says } of violations) {
    const pending = PENDING[promise] === undefined ? '' : ' (not held yet)'
    process.stdout.write(`BROKEN ${promise}${pending}: ${PROMISES[promise]}\n  ${says}\n`)
  }
  process.stdout.write(`${turns} turns, trace ${trace}\n`)
  return violations.some(({ promise }) => PENDING[promise] === undefined) ? 1 : 0
}

async function sweep(): Promise<number> {
  const { processes, from: first } = values
  const share = (index: number): Share => ({
    first: first + index,
    step: processes,
    hours: values.hours === undefined ? undefined : values.hours / processes,
    runs: Math.ceil((values.runs ?? (values.hours === undefined ? 200 : 1e9)) / processes),
    kind,
  })
  process.stdout.write(
    `seeds from ${first}${kind ? `, ${kind} nights only` : ''}, ${processes} processes\n`,
  )
  compile(ROOT, CACHE)
  const tallies = Array.from({ length: processes }, () => emptyTally())
  const shown = setInterval(() => progress(tallies), 2_000)
  await Promise.all(
    tallies.map((_, index) =>
      inProcess<Tally>('part-process.js', share(index), (tally) => update(tallies, index, tally)),
    ),
  )
  clearInterval(shown)
  progress(tallies)
  process.stdout.write(`\n${report(tallies)}\n`)
  if (has('reached'))
    for (const [what, count] of [...reachedBy(tallies)].sort())
      process.stdout.write(`${String(count).padStart(9)} ${what}\n`)
  const never = missing(tallies, values.times)
  const gaps = has('all') || MUST_REACH.length - never.length < values.reach ? never : []
  for (const [what, times] of gaps)
    process.stdout.write(`${times === 0 ? 'NEVER REACHED' : `REACHED ${times} TIMES`} ${what}\n`)
  return tallies.some(({ broken }) => broken.length > 0) || gaps.length > 0 ? 1 : 0
}

/** Told when it is found, for a sweep may be stopped; and once more when it was cut down. */
function update(tallies: Tally[], index: number, tally: Tally): void {
  const known = tallies[index]?.broken ?? []
  tallies[index] = tally
  tally.broken.forEach((broken, at) => {
    if (!known[at]) tellOf(broken)
    else if (known[at].left === '' && broken.left !== '') tellLeft(broken)
  })
}

function tellOf({ seed, promise, says }: Broken): void {
  const only = kind ? ` --kind ${kind}` : ''
  process.stdout.write(
    `\nBROKEN ${promise}: ${PROMISES[promise]}\n  seed ${seed}: ${says}\n` +
      `  again: npm run simulate -- --seed ${seed}${only}\n`,
  )
}

function tellLeft({ seed, cuts, left }: Broken): void {
  const cut = cuts.length === 0 ? '' : ` --cut ${cuts.join(',')}`
  const only = kind ? ` --kind ${kind}` : ''
  process.stdout.write(
    `\nseed ${seed}, cut down: ${left}\n  again: npm run simulate -- --seed ${seed}${only}${cut}\n`,
  )
}

function progress(tallies: readonly Tally[]): void {
  const sum = (of: (tally: Tally) => number) => tallies.reduce((all, tally) => all + of(tally), 0)
  const [runs, hours, cpu] = [sum((t) => t.runs), sum((t) => t.hours), sum((t) => t.cpu)]
  const broken = sum((t) => t.broken.length)
  process.stdout.write(
    `\r${runs} nights, ${Math.round(hours)} channel-hours, ${broken} broken, ` +
      `${(hours / Math.max(cpu, 0.1)).toFixed(1)} channel-hours per CPU-second  `,
  )
}
