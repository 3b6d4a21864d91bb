import { PassThrough } from 'node:stream'
import { expect, test } from 'vitest'
import { typedName } from '../../daemon/commands/confirmed.js'

function aTerminal({ isTTY = true } = {}) {
  const input = Object.assign(new PassThrough(), { isTTY })
  const output = Object.assign(new PassThrough(), { isTTY })
  return { input, output, heard: () => String(output.read() ?? '') }
}

test('whoever sits there is asked for the name, and what he types is taken', async () => {
  const terminal = aTerminal()
  const typed = typedName(terminal, 'demo')
  terminal.input.write('demo\n')
  expect(await typed).toBe('demo')
  expect(terminal.heard()).toContain('every show is closed, and onair ends.\ntype its name, demo, ')
})

test('no answer is none, also when the line is closed', async () => {
  const silent = aTerminal()
  const typed = typedName(silent, undefined)
  silent.input.write('\n')
  expect(await typed).toBe('')
  const gone = aTerminal()
  const never = typedName(gone, undefined)
  gone.input.end()
  expect(await never).toBe('')
})

test('a program is not asked', async () => {
  const program = aTerminal({ isTTY: false })
  expect(await typedName(program, 'demo')).toBeUndefined()
  expect(program.heard()).toBe('')
})
