/**
 * systemd, if it started us: told when every session was beaten, that all is well, and that we leave. Node has no
 * datagram sockets, so systemd-notify carries the words; without NOTIFY_SOCKET nothing is ever started.
 */
import { spawn } from 'node:child_process'

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
}

const PINGS_PER_TIMEOUT = 3

export function openSupervisor({ environment, steady }: SupervisorOptions): Supervisor {
  const isThere = Boolean(environment.NOTIFY_SOCKET)
  const timeoutMs = Number(environment.WATCHDOG_USEC ?? 0) / 1_000
  let pingedAt = Number.NEGATIVE_INFINITY
  const say = (...words: readonly string[]) => {
    if (isThere) notify(words, environment)
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

function notify(words: readonly string[], environment: SupervisorOptions['environment']): void {
  const { NOTIFY_SOCKET, PATH } = environment
  const child = spawn('systemd-notify', [...words], {
    stdio: 'ignore',
    env: { ...(NOTIFY_SOCKET && { NOTIFY_SOCKET }), ...(PATH && { PATH }) },
  })
  // Whoever waits for the word and does not get it starts us anew; there is nobody else to tell.
  child.on('error', () => {})
  child.unref()
}
