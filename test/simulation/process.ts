/** A process of its own for a share of the work, as plain JavaScript, with room for the young. */
import { fork } from 'node:child_process'
import { join } from 'node:path'
import { CACHE, FOR_NIGHTS } from './compile.js'

/** To a process: come to an end with what is under way. */
export const STOP = 'stop'

/** The last thing it says. */
export function inProcess<T>(
  file: string,
  asked: object,
  tell?: (said: T) => void,
  stop?: AbortSignal,
): Promise<T> {
  const child = fork(join(CACHE, 'test', 'simulation', file), { execArgv: [...FOR_NIGHTS] })
  let last: T | undefined
  child.on('message', (said) => {
    last = said as T
    tell?.(last)
  })
  child.send(asked)
  stop?.addEventListener('abort', () => child.connected && child.send(STOP))
  return new Promise((resolve, reject) => {
    child.on('exit', (code) =>
      code === 0 && last !== undefined
        ? resolve(last)
        : reject(new Error(`process ended: ${code}`)),
    )
  })
}
