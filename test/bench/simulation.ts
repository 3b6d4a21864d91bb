/** What simulation-process.ts found, run as the nights of `npm run simulate` are: as plain JavaScript, with room for the young. */
import { fork } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { CACHE, compile, FOR_NIGHTS, ROOT } from '../simulation/compile.js'
import type { Figure } from './measure.js'

export async function simulationFigures(): Promise<readonly Figure[]> {
  compile(ROOT, CACHE)
  const child = fork(join(CACHE, 'test', 'bench', 'simulation-process.js'), {
    execArgv: [...FOR_NIGHTS],
  })
  const [figures] = await once(child, 'message')
  return figures
}
