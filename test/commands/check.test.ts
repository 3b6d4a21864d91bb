import { join } from 'node:path'
import { expect, test, vi } from 'vitest'
import { checkCommand, runCheck } from '../../daemon/commands/check.js'
import { aFolder } from '../help/folder.js'
import { heardOutput } from '../help/output.js'
import { withCues, written } from '../help/written-rundown.js'

const BAD = withCues('cue: a, at: start, sey: Good evening everybody.')
const DOUBTFUL = written({ script: 'script: { say: Welcome to the show., repeat: 2 }' })

test('a folder of good rundowns is good', () => {
  const output = heardOutput()
  expect(runCheck([aFolder({ 'a.yaml': written() })], 'text', output)).toBe(0)
  expect(output.heard).toEqual({ result: '1 rundown: no problems\n', trouble: '' })
})

test('one error among many rundowns is an error', () => {
  const output = heardOutput()
  const good = written({ head: 'show: other' })
  expect(runCheck([aFolder({ 'a.yaml': good, 'b.yaml': BAD })], 'text', output)).toBe(1)
  expect(output.heard.trouble).toContain('b.yaml:11:30 error unknown-key')
  expect(output.heard.trouble).toContain('did you mean "say"?')
  expect(output.heard.result).toBe('2 rundowns: 1 error\n')
})

test('warnings alone are fine', () => {
  const output = heardOutput()
  expect(runCheck([aFolder({ 'a.yaml': DOUBTFUL })], 'text', output)).toBe(0)
  expect(output.heard.result).toBe('1 rundown: 1 warning\n')
})

test('two files of one folder cannot hold the same show; two folders can', () => {
  const folder = aFolder({ 'a.yaml': written(), 'b.yaml': written(), 'deeper/c.yaml': written() })
  const output = heardOutput()
  expect(runCheck([folder, join(folder, 'deeper')], 'text', output)).toBe(1)
  expect(output.heard.trouble).toContain('duplicate-show')
  expect(output.heard.result).toBe('3 rundowns: 1 error\n')
})

test('for machines all of it is JSON on the side of results', () => {
  const output = heardOutput()
  expect(runCheck([aFolder({ 'a.yaml': BAD })], 'json', output)).toBe(1)
  expect(output.heard.trouble).toBe('')
  expect(JSON.parse(output.heard.result)).toMatchObject({
    errors: 1,
    warnings: 0,
    problems: [{ code: 'unknown-key', line: 11, column: 30, path: '/segments/0/cues/0/sey' }],
  })
})

test('a pull request gets annotations', () => {
  const output = heardOutput()
  runCheck([aFolder({ 'a.yaml': BAD })], 'github', output)
  expect(output.heard.result).toMatch(/^::error file=.*a\.yaml,line=11,col=30,title=onair /)
})

test('a file that is not there is an error', () => {
  expect(runCheck(['/nowhere/at/all.yaml'], 'text', heardOutput())).toBe(1)
})

test('a format that does not exist is a wrong use', () => {
  const exit = vi.spyOn(process, 'exit').mockImplementation((code) => {
    throw new Error(`exit ${code}`)
  })
  const command = checkCommand().configureOutput({ writeErr: () => undefined })
  expect(() => command.parse(['--format', 'xml'], { from: 'user' })).toThrow('exit 2')
  exit.mockRestore()
})
