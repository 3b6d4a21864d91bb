/**
 * How long one thread has computed. Node 20 knows only the whole process: Linux is asked itself, elsewhere the process
 * stands in, which has computed no less.
 */
import { readFileSync, readlinkSync } from 'node:fs'
import { type Duration, millis } from '../core/time.js'

/** `1234/task/1240`: what Linux calls the thread that asks; empty elsewhere. */
export function ownTask(): string {
  try {
    return readlinkSync('/proc/thread-self')
  } catch {
    return ''
  }
}

/** Time computed by the thread of that name. */
export const timeOf = (task: string) => (): Duration => {
  try {
    // Its first number: nanoseconds on a processor.
    const [spent = ''] = readFileSync(`/proc/${task}/schedstat`, 'utf8').split(' ')
    return /^\d+$/.test(spent) ? millis(Number(spent) / 1e6) : wholeProcess()
  } catch {
    return wholeProcess()
  }
}

export function wholeProcess(): Duration {
  const { user, system } = process.cpuUsage()
  return millis((user + system) / 1_000)
}
