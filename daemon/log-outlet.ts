/**
 * Where the daemon's log goes. Whoever reads it may stop reading: a pager, Ctrl-S in a terminal, a supervisor that is
 * stuck. Nobody's heartbeats wait for that: what is not taken is kept up to a limit, then lines are lost, and counted.
 */
import { fstatSync, writeSync } from 'node:fs'
import { setTimeout as pause } from 'node:timers/promises'

/** Some thousand lines: the log of an hour in which much goes wrong. */
const BEHIND_MAX = 1_000_000
/** Once it reads again, it is told of the loss when this much of what was kept is gone. */
const CAUGHT_UP = 100_000
/** At the end the last lines are waited for, but not longer: what goes out is in the journal. */
const LAST_LINES_MS = 1_000
const LOOK_EVERY_MS = 20

export interface Outlet {
  readonly write: (line: string) => void
  /** How many lines were lost, asked once, when there is room again to tell of it. */
  readonly lost: () => number
}

export function stdoutOutlet(): Outlet {
  const { fd } = process.stdout
  return fstatSync(fd).isFile() ? intoFile(fd) : intoStream(process.stdout)
}

/** A log that cannot be written (a full disk) ends nobody's show: what goes out is in the journal. */
function intoFile(fd: number): Outlet {
  const write = (line: string) => {
    try {
      writeSync(fd, line)
    } catch {
      // There may be room for the next one.
    }
  }
  return { write, lost: () => 0 }
}

function intoStream(to: typeof process.stdout): Outlet {
  unblock(to)
  // The reader went away: for a command that is the end, for a station it is nothing.
  to.removeAllListeners('error')
  to.on('error', () => {})
  let lost = 0
  return {
    write: (line) => {
      if (to.writableLength + line.length > BEHIND_MAX) lost += 1
      else to.write(line)
    },
    lost: () => {
      if (to.writableLength > CAUGHT_UP) return 0
      const lines = lost
      lost = 0
      return lines
    },
  }
}

/** Pipes wait for nobody as it is; a terminal does, unless its handle is told not to. Nothing public tells it. */
function unblock(to: typeof process.stdout): void {
  const handle: unknown = Reflect.get(to, '_handle')
  if (typeof handle !== 'object' || handle === null || !('setBlocking' in handle)) return
  if (typeof handle.setBlocking === 'function') handle.setBlocking(false)
}

/** The last lines leave, or nobody takes them: then the process must not stay for their sake. */
export async function lastLines(): Promise<'taken' | 'left behind'> {
  for (let waited = 0; process.stdout.writableLength > 0; waited += LOOK_EVERY_MS) {
    if (waited >= LAST_LINES_MS) return 'left behind'
    await pause(LOOK_EVERY_MS)
  }
  return 'taken'
}
