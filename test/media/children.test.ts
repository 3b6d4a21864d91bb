/** Real processes: one that leaves at once while its ffmpeg would go on for ever. */
import { execFile } from 'node:child_process'
import { readdirSync, readFileSync } from 'node:fs'
import { promisify } from 'node:util'
import { expect, test, vi } from 'vitest'
import { endsWithUs } from '../../daemon/media/children.js'
import { realTools } from './with-ffmpeg.js'

const FFMPEG = new URL('../../dist/media/ffmpeg.js', import.meta.url)
const MARK = `a-tone-without-an-end-${process.pid}`

test('whoever leaves at once, as on a second Ctrl-C, leaves no ffmpeg behind', async () => {
  const graph = 'sine=frequency=300,arealtime'
  const leave = `
    import { runFfmpeg } from ${JSON.stringify(FFMPEG.href)}
    const onProgress = () => { console.log('it runs'); process.exit(1) }
    await runFfmpeg(${JSON.stringify(await realTools())}, {
      inputs: [{ kind: 'made', graph: '${graph}' }],
      args: ['-metadata', 'title=${MARK}'],
      output: 'nothing',
      onProgress,
    })`
  const left = promisify(execFile)(process.execPath, ['--input-type=module', '-e', leave])
  await expect(left).rejects.toMatchObject({ code: 1, stdout: 'it runs\n' })
  await vi.waitFor(() => expect(running()).toEqual([]), 10_000)
}, 60_000)

/** By what stands on their command lines. */
const running = () =>
  readdirSync('/proc').filter((pid) => {
    try {
      return /^\d+$/.test(pid) && readFileSync(`/proc/${pid}/cmdline`, 'utf8').includes(MARK)
    } catch {
      return false
    }
  })

test('what is over is let go, and one listener is enough for all', () => {
  const listeners = process.listenerCount('exit')
  const kill = vi.fn()
  const one = endsWithUs(kill)
  const other = endsWithUs(() => {})
  expect(process.listenerCount('exit')).toBe(listeners + 1)
  one[Symbol.dispose]()
  expect(process.listenerCount('exit')).toBe(listeners + 1)
  other[Symbol.dispose]()
  expect(process.listenerCount('exit')).toBe(listeners)
  expect(kill).not.toHaveBeenCalled()
})
