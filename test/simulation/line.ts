/**
 * The microphone's socket between a daemon and a vendor's model: whoever opens it is answered a wire later, and when
 * the daemon dies its socket is gone. No voice is sent; the model cares only who holds the microphone.
 */
import { applied, notApplied, type Outcome } from '../../daemon/core/plan/outcome.js'
import { type Instant, instant } from '../../daemon/core/time.js'
import type { Json, LineOver, VoiceLine } from '../../daemon/platform/contract.js'
import type { OpenLine } from '../../daemon/platform/softsugar/calls.js'
import { readDown } from '../../daemon/platform/softsugar/voice.js'
import type { VirtualClock } from '../../daemon/run/virtual-clock.js'
import type { Machine } from './machine.js'
import type { Vendor } from './vendor.js'
import { WIRE } from './wire.js'

/** Told when a line was asked for, and is over or was refused. */
export type Overheard = (session: string, what: 'asked' | 'over') => void

export interface Lines {
  readonly open: OpenLine
  /** The daemon is dead: all its sockets are. */
  readonly hangUp: () => void
}

export function linesTo(
  vendor: Vendor,
  clock: VirtualClock,
  { isAlive, running }: Pick<Machine, 'isAlive' | 'running'>,
  overheard: Overheard,
): Lines {
  const open = new Set<number>()
  const { microphone } = vendor.model
  const gone = (line: number) => {
    if (!open.delete(line)) return
    microphone.gone(line, clock.now())
    vendor.changed()
  }

  function ask(session: string, authorization: string): Outcome<number> {
    const opened = microphone.open({ session, authorization }, clock.now())
    if (opened.is === 'refused') return refusal(opened.down)
    open.add(opened.line)
    const down = microphone.begin(opened.line, clock.now())
    vendor.changed()
    if (readDown(JSON.stringify(down)).is === 'ready') return applied(opened.line)
    gone(opened.line)
    return refusal(down)
  }

  return {
    async open(session, key) {
      await running()
      if (!isAlive()) return NEVER
      overheard(session, 'asked')
      await clock.sleep(WIRE)
      const cut = vendor.weather.at(undefined, clock.now()).some(({ way }) => way !== 'slow')
      const asked = cut ? UNHEARD : ask(session, `Bearer ${key.reveal()}`)
      await clock.sleep(WIRE)
      if (!isAlive()) {
        if (asked.is === 'applied') gone(asked.value)
        return NEVER
      }
      if (asked.is !== 'applied') {
        overheard(session, 'over')
        return asked
      }
      return applied(lineOf(asked.value, () => overheard(session, 'over')))
    },
    hangUp() {
      for (const line of [...open]) gone(line)
    },
  }

  function lineOf(line: number, over: () => void): VoiceLine {
    let tell: (over: LineOver) => void = () => {}
    let isOver = false
    const ended = new Promise<LineOver>((resolve) => {
      tell = resolve
    })
    const as = (how: LineOver['how'], says: string) => {
      if (isOver) return
      isOver = true
      over()
      tell({ how, says })
      clock.wake(later(clock.now()), () => gone(line))
    }
    return {
      send: () => {},
      end: () => as('ended', 'the voice was at its end'),
      over: ended,
      [Symbol.dispose]: () => as('broken', 'the line was let go'),
    }
  }
}

const later = (now: Instant): Instant => instant(now + WIRE)
const UNHEARD = notApplied('never-sent', 'no voice was sent: connection lost')
const NEVER = new Promise<Outcome<VoiceLine>>(() => {})

function refusal(down: Json): Outcome<never> {
  const read = readDown(JSON.stringify(down))
  return read.is === 'refused' ? read.outcome : notApplied('refused', JSON.stringify(down))
}
