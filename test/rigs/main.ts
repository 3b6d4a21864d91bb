/**
 * `npm run rigs`: attacks on the real, built daemon against the stand-in as a process of its own. Each rig is bounded
 * in time, stops by itself, leaves nothing behind, and prints its figures. Exit 0: every promise held.
 */
import { parseArgs } from 'node:util'
import { callbacks } from './callbacks.js'
import { cleanUp } from './children.js'
import { clock } from './clock.js'
import { eio } from './eio.js'
import { fsync } from './fsync.js'
import { full } from './full.js'
import { kill } from './kill.js'
import { provide } from './packages.js'
import { type Ask, inTurn, type Rig, type Verdict } from './rig.js'
import { send } from './send.js'
import { slow } from './slow.js'
import { two } from './two.js'
import { weather } from './weather.js'

const RIGS: readonly Rig[] = [kill, fsync, send, full, eio, slow, clock, weather, callbacks, two]

/** In quick runs, the others wait. */
const QUICK_AT_ONCE = 5
const SEED = 1
/** A rig that takes so many times as long as it says is broken. */
const PATIENCE = 2
const MINUTE_MS = 60_000

const print = (line: string) => process.stdout.write(`${line}\n`)

for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.once(signal, () => {
    cleanUp()
    process.exit(130)
  })
}
process.exit(await main())

async function main(): Promise<0 | 1 | 2> {
  const words = wordsGiven()
  if (typeof words === 'string') {
    process.stderr.write(`error: ${words}\nhow to use it: npm run rigs -- --help\n`)
    return 2
  }
  const { values, positionals } = words
  if (values.help || values.list) {
    print(help())
    return 0
  }
  const quick = values.quick === true
  const chosen = RIGS.filter(({ name }) => positionals.length === 0 || positionals.includes(name))
  const pace = { atOnce: quick ? QUICK_AT_ONCE : 1, everyMs: 0 }
  const number = (given: string | undefined) => (given === undefined ? undefined : Number(given))
  const asked = {
    quick,
    seed: number(values.seed) ?? SEED,
    kills: number(values.kills),
    points: number(values.points),
  }
  const results = await inTurn(chosen, pace, (rig) => runOne(rig, asked))
  if (chosen.length > 1) {
    print('')
    chosen.forEach((rig, at) => {
      print(`${results[at] ? 'holds ' : 'BROKEN'}  ${rig.name}`)
    })
  }
  return results.every(Boolean) ? 0 : 1
}

/** What was asked for, or what is wrong with it. */
function wordsGiven() {
  try {
    const given = parseArgs({
      allowPositionals: true,
      options: {
        help: { type: 'boolean', short: 'h' },
        list: { type: 'boolean' },
        quick: { type: 'boolean' },
        kills: { type: 'string' },
        points: { type: 'string' },
        seed: { type: 'string' },
      },
    })
    const { kills, points, seed } = given.values
    const [unknown] = given.positionals.filter((name) => !RIGS.some((rig) => rig.name === name))
    const [wrong] = Object.entries({ kills, points, seed }).filter(
      ([, value]) => value !== undefined && !/^\d{1,9}$/.test(value),
    )
    const names = RIGS.map(({ name }) => name).join(', ')
    if (unknown !== undefined) return `there is no rig "${unknown}"; there are ${names}`
    return wrong ? `--${wrong[0]} wants a whole number, not "${wrong[1]}"` : given
  } catch (error) {
    const [first = ''] = String(error instanceof Error ? error.message : error).split('. ')
    return first
  }
}

async function runOne(rig: Rig, asked: Omit<Ask, 'say'>): Promise<boolean> {
  const missing = provide(rig.needs)
  if (missing.length > 0) {
    print(`\n${rig.name}: cannot run here, it needs ${missing.join(' and ')}`)
    return false
  }
  const minutes = asked.quick ? rig.quickMinutes : rig.minutes
  print(`\n${rig.name}: ${rig.says}; about ${minutes} min`)
  const began = Date.now()
  const ask: Ask = { ...asked, say: (line) => print(`  … ${rig.name}: ${line}`) }
  const { figures, findings } = await bounded(rig, ask, minutes)
  const took = ((Date.now() - began) / MINUTE_MS).toFixed(1)
  print(`\n${rig.name}: ${findings.length === 0 ? 'holds' : 'BROKEN'}, ${took} min`)
  for (const line of figures) print(`  ${line}`)
  for (const line of findings) print(`  BROKEN  ${line}`)
  return findings.length === 0
}

async function bounded(rig: Rig, ask: Ask, minutes: number): Promise<Verdict> {
  const broken = (says: string): Verdict => ({ figures: [], findings: [says] })
  // More kills or points than usual may take longer.
  const scale = Math.max(1, (ask.kills ?? 0) / 100, (ask.points ?? 0) / 30)
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<Verdict>((resolve) => {
    const says = 'the rig did not come to its end in time'
    timer = setTimeout(() => resolve(broken(says)), minutes * scale * PATIENCE * MINUTE_MS)
  })
  const run = rig
    .run(ask)
    .catch((error) => broken(error instanceof Error ? error.message : String(error)))
  // What a late one leaves behind is cleared away at the very end: others may be at work.
  return await Promise.race([run, late]).finally(() => clearTimeout(timer))
}

function help(): string {
  const line = ({ name, says, minutes, quickMinutes }: Rig) =>
    `  ${name.padEnd(11)}${minutes.toFixed(1).padStart(4)} ${quickMinutes.toFixed(1).padStart(7)}   ${says}`
  const sum = RIGS.reduce((all, { minutes }) => all + minutes, 0)
  return [
    'Attacks on the built daemon as a process, judged by what really aired. docs/rigs.md tells more.',
    '',
    'npm run rigs                      all of them, one after the other',
    'npm run rigs -- kill two          these',
    'npm run rigs -- --quick           shorter ones, several at once, under four minutes',
    'npm run rigs -- kill --kills 1000 --seed 7',
    'npm run rigs -- fsync --points 60',
    '',
    '  --quick      fewer points, shorter shows',
    '  --kills N    kill: how often; 200 if not given',
    '  --points N   fsync: crash at the first N of them; 40 if not given',
    `  --seed S     kill, proxy: where they strike; ${SEED} if not given`,
    '  --list       the same as --help',
    '',
    '  rig     minutes   quick   what it does',
    ...RIGS.map(line),
    `  ${'all'.padEnd(11)}${sum.toFixed(1).padStart(4)}`,
    '',
    'Exit codes: 0 every promise held, 1 one was broken or a rig could not run, 2 used wrongly.',
  ].join('\n')
}
