/**
 * `onair` in the process of the test: the whole program, without the half second that every process takes to start. A
 * test that is about the process itself starts one (onair.ts, e2e/onair.ts). One at a time.
 */
import { vi } from 'vitest'
import { runProgram } from '../../daemon/commands/program.js'
import type { Told } from './onair.js'

export async function inProcess(
  words: readonly string[],
  { cwd }: { readonly cwd?: string } = {},
): Promise<Told> {
  const was = process.cwd()
  const heard = { stdout: '', stderr: '' }
  const listen = (name: 'stdout' | 'stderr') =>
    vi.spyOn(process[name], 'write').mockImplementation((text) => {
      heard[name] += String(text)
      return true
    })
  const spies = [listen('stdout'), listen('stderr')]
  if (cwd !== undefined) process.chdir(cwd)
  process.exitCode = undefined
  try {
    await runProgram(words)
    return { code: Number(process.exitCode ?? 0), ...heard }
  } finally {
    process.exitCode = undefined
    process.chdir(was)
    for (const spy of spies) spy.mockRestore()
  }
}
