import { PassThrough } from 'node:stream'
import { expect, test } from 'vitest'
import { isWanted, typedName } from '../../daemon/commands/confirmed.js'

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

test('one show is closed by a yes, and by a program that names it', async () => {
  const closes = async (typed: string) => {
    const terminal = aTerminal()
    const wanted = isWanted(terminal, 'tea is closed.')
    terminal.input.write(`${typed}\n`)
    return wanted
  }
  expect(await Promise.all(['y', 'YES', '', 'no', 'tea'].map(closes))).toEqual([
    true,
    true,
    false,
    false,
    false,
  ])
  expect(await isWanted(aTerminal({ isTTY: false }), 'tea is closed.')).toBe(true)
})

test('a program is not asked', async () => {
  const program = aTerminal({ isTTY: false })
  expect(await typedName(program, 'demo')).toBeUndefined()
  expect(program.heard()).toBe('')
})
