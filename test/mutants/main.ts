/**
 * `npm run mutants`: each deliberate mistake in a copy of the sources, and which promise noticed it, after how many
 * nights. `--only name` tries one, `--seeds 5000` looks longer. Ends with 1 if one was not caught.
 */
import { fork } from 'node:child_process'
import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { availableParallelism, tmpdir } from 'node:os'
import { join } from 'node:path'
import { asked } from '../simulation/asked.js'
import { compile, FOR_NIGHTS, ROOT } from '../simulation/compile.js'
import type { Change, Mutant } from './mutant.js'
import { MUTANTS, NOT_HERE } from './mutants.js'
import type { Found, Probe } from './probe.js'

const { text, count } = asked(
  `npm run mutants -- [options]: deliberate mistakes, and which promise notices each. Ends with 1 if one escapes.
  --only NAME   those whose name contains it
  --seeds N     looks through so many nights for each; without: 1500
  --processes N hunts so many at once; without: one for each core
`,
  ['seeds', 'only', 'processes'],
)
const seeds = count('seeds') ?? 1_500
const only = text('only')
const processes = count('processes') ?? availableParallelism()

let escaped = 0
const chosen = MUTANTS.filter(({ name }) => only === undefined || name.includes(only))
const left = chosen.values()
await Promise.all(Array.from({ length: processes }, huntAll))
for (const [name, why] of Object.entries(NOT_HERE))
  process.stdout.write(`${name.padEnd(40)} not here: ${why}\n`)
process.exitCode = escaped > 0 ? 1 : 0

/** Each process takes the next that nobody hunts yet. */
async function huntAll(): Promise<void> {
  for (const mutant of left) report(mutant, await hunt(mutant))
}

function report({ name }: Mutant, { promise, seed, says, others }: Found): void {
  if (promise === undefined) escaped += 1
  const also = others.length > 0 ? `; also ${others.join(' ')}` : ''
  const caught =
    promise === undefined
      ? `NOT CAUGHT in ${seed} nights`
      : `${promise} after ${seed} nights: ${says}`
  process.stdout.write(`${name.padEnd(40)} ${caught}${also}\n`)
}

async function hunt({ changes, caughtBy, says = '' }: Mutant): Promise<Found> {
  const folder = mkdtempSync(join(tmpdir(), 'onair-mutant-'))
  try {
    const [sources, out] = [join(folder, 'sources'), join(folder, 'out')]
    for (const part of ['daemon', 'test', 'schemas', 'tsconfig.json', 'package.json'])
      cpSync(join(ROOT, part), join(sources, part), { recursive: true })
    for (const change of changes) mutate(sources, change)
    symlinkSync(join(ROOT, 'node_modules'), join(sources, 'node_modules'))
    compile(sources, out)
    symlinkSync(join(ROOT, 'node_modules'), join(out, 'node_modules'))
    return await probe(join(out, 'test', 'mutants', 'probe.js'), { caughtBy, says, seeds })
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

function mutate(sources: string, { file, from, to }: Change): void {
  const path = join(sources, file)
  const text = readFileSync(path, 'utf8')
  const count = text.split(from).length - 1
  if (count !== 1) throw new Error(`${file} has ${count} times, not once: ${from}`)
  writeFileSync(
    path,
    text.replace(from, () => to),
  )
}

function probe(file: string, asked: Probe): Promise<Found> {
  const child = fork(file, { execArgv: [...FOR_NIGHTS] })
  return new Promise((resolve, reject) => {
    child.on('message', (told) => resolve(told as Found))
    // Not 'exit': on a busy machine it comes before what the probe told last.
    child.on('disconnect', () => reject(new Error('the probe ended and had found nothing out')))
    child.send(asked)
  })
}
