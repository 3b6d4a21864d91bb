import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { standInCommand } from '../../../daemon/commands/stand-in.js'
import { SWITCHES } from '../../../daemon/stand-in/softsugar/switches.js'

let complaints = ''
const exitCode = process.exitCode
beforeEach(() => {
  complaints = ''
  vi.spyOn(process.stderr, 'write').mockImplementation((written) => {
    complaints += String(written)
    return true
  })
})
afterEach(() => {
  vi.restoreAllMocks()
  process.exitCode = exitCode
})

test('the help shows how to write every fault', () => {
  let help = ''
  const command = standInCommand().configureOutput({ writeOut: (written) => (help += written) })
  command.outputHelp()
  for (const one of SWITCHES) expect(help).toContain(one.example)
  expect(help).toContain('onair stand-in softsugar --faults')
})

test('wrong values are all named at once, and the exit code is 1', async () => {
  const wrong = ['zego', '--port', '99999', '--callback-url', 'nowhere', '--faults', 'initt=3s']
  await standInCommand().parseAsync([...wrong, '--app-key-file', 'no/such/file'], { from: 'user' })
  expect(process.exitCode).toBe(1)
  expect(complaints.trim().split('\n')).toEqual([
    'error: no stand-in for "zego"; there is one for: softsugar',
    'error: --port takes a number from 0 to 65535',
    'error: --callback-url takes a full http or https address',
    'error: --faults: no fault named "initt": did you mean "init"?',
    'error: --app-key-file: the file cannot be read, or is empty',
  ])
})

test('used wrongly, the exit code is 2', async () => {
  const exit = vi.spyOn(process, 'exit').mockImplementation((code) => {
    throw new Error(`exit ${code}`)
  })
  for (const wrong of [[], ['softsugar', '--nonsense'], ['softsugar', '--port']]) {
    await expect(standInCommand().parseAsync(wrong, { from: 'user' })).rejects.toThrow('exit 2')
  }
  expect(exit).toHaveBeenCalledTimes(3)
})
