/**
 * systemd, if it started us: told when every session was beaten, that all is well, and that we leave. Node has no
 * datagram sockets, so systemd-notify carries the words; without NOTIFY_SOCKET nothing is ever started.
 */
import { spawn } from 'node:child_process'
import { sayOf } from '../core/assert.js'

export interface Supervisor {
  readonly ready: () => void
  /** Once a second; at most every third of the time systemd waits is something said. */
  readonly well: (isWell: boolean) => void
  readonly stopping: () => void
}

/** Of the environment: what systemd sets. */
export interface SupervisorOptions {
  readonly environment: Readonly<Record<string, string | undefined>>
  readonly steady: () => number
  /** systemd cannot be told, and may start us anew for that; once. */
  readonly failed: (says: string) => void
}

const PINGS_PER_TIMEOUT = 3

export function openSupervisor(options: SupervisorOptions): Supervisor {
  const { environment, steady } = options
  const isThere = Boolean(environment.NOTIFY_SOCKET)
  const timeoutMs = Number(environment.WATCHDOG_USEC ?? 0) / 1_000
  let pingedAt = Number.NEGATIVE_INFINITY
  let isTold = false
  const failed = (thrown: unknown) => {
    if (isTold) return
    isTold = true
    options.failed(`systemd-notify cannot be started: ${sayOf(thrown)}`)
  }
  const say = (...words: readonly string[]) => {
    if (isThere) notify(words, environment, failed)
  }
  return {
    ready: () => say('READY=1', 'STATUS=every session was beaten'),
    well(isWell) {
      if (!isWell || !(timeoutMs > 0)) return
      if (steady() - pingedAt < timeoutMs / PINGS_PER_TIMEOUT) return
      pingedAt = steady()
      say('WATCHDOG=1')
    },
    stopping: () => say('STOPPING=1'),
  }
}

/** Of some failures (no memory left) Node tells by throwing, of others by an event. */
function notify(
  words: readonly string[],
  { NOTIFY_SOCKET, PATH }: SupervisorOptions['environment'],
  failed: (thrown: unknown) => void,
): void {
  try {
    const child = spawn('systemd-notify', [...words], {
      stdio: 'ignore',
      env: { ...(NOTIFY_SOCKET && { NOTIFY_SOCKET }), ...(PATH && { PATH }) },
    })
    child.on('error', failed)
    child.unref()
  } catch (thrown) {
    failed(thrown)
  }
}
