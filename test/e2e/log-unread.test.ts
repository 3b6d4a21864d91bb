/** Whoever reads the daemon's log may stop: a pager, Ctrl-S, a supervisor that is stuck. The daemon goes on. */
import { spawn } from 'node:child_process'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { expect, test } from 'vitest'
import { ROOT, until } from './onair.js'

const modules = ['log.js', 'log-outlet.js'].map((name) =>
  JSON.stringify(pathToFileURL(join(ROOT, 'dist', name)).href),
)
/** Says so much that no pipe holds it, waits to be read, says one line more, and ends like the daemon. */
const talker = (format: string, reads: boolean) => `
  const { openLog } = await import(${modules[0]})
  const { lastLines } = await import(${modules[1]})
  const log = openLog({ level: 'info', format: '${format}' }, 'UTC')
  for (let line = 0; line < 80000; line++) {
    log.info({}, 'line ' + line)
    if (line % 1000 === 0) await new Promise((resolve) => setImmediate(resolve))
  }
  process.stderr.write('still alive\\n')
  ${reads ? 'while (process.stdout.writableLength > 0) await new Promise((r) => setTimeout(r, 20))' : ''}
  log.info({}, 'the last line')
  process.exitCode = 7
  if ((await lastLines()) === 'left behind') process.exit()`

function talk(format: string, reads: boolean) {
  const child = spawn(process.execPath, ['--input-type=module', '-e', talker(format, reads)], {
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let err = ''
  child.stderr.on('data', (data) => {
    err += String(data)
  })
  const ended = new Promise<number | null>((resolve) => child.once('exit', resolve))
  return { child, ended, alive: () => until('it goes on', () => err === 'still alive\n') }
}

for (const format of ['json', 'pretty']) {
  test(`a log that nobody reads holds nothing up, and nobody is waited for at the end (${format})`, async () => {
    const { ended, alive } = talk(format, false)
    await alive()
    expect(await ended).toBe(7)
  })

  test(`whoever reads on is told how much he has missed (${format})`, async () => {
    const { child, ended, alive } = talk(format, true)
    await alive()
    let out = ''
    child.stdout.on('data', (data) => {
      out += String(data)
    })
    expect(await ended).toBe(7)
    await until('all was read', () => out.includes('the last line'))
    expect(out).toMatch(/\d+ lines are missing here/)
    expect(out).toContain('line 0')
    expect(out).not.toContain('line 79999')
  })

  test(`a reader who went away is no reason to end (${format})`, async () => {
    const { child, ended, alive } = talk(format, false)
    child.stdout.destroy()
    await alive()
    expect(await ended).toBe(7)
  })
}
