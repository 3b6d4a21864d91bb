/** A guarded call that never left, answered: the core decides anew, from what is true now. */
import { unreachable } from '../core/assert.js'
import type { Guarded } from '../core/plan/actions.js'
import type { Event } from '../core/plan/events.js'
import { notApplied } from '../core/plan/outcome.js'
import type { Receipt } from '../journal/journal.js'

export function neverSent(call: Guarded, says: string): { event: Event; receipt: Receipt } {
  const outcome = notApplied('never-sent', says)
  return { event: answer(call, outcome), receipt: { intent: { key: call.key, outcome } } }
}

function answer(call: Guarded, outcome: ReturnType<typeof notApplied>): Event {
  switch (call.type) {
    case 'open':
      return { type: 'opened', airing: call.airing, outcome }
    case 'go-live':
      return { type: 'went-live', airing: call.airing, session: call.session, outcome }
    case 'close':
      return { type: 'close-answered', airing: call.airing, session: call.session, outcome }
    case 'close-stranger':
      return {
        type: 'stranger-close-answered',
        account: call.account,
        session: call.session,
        outcome,
      }
    case 'open-line':
      return {
        type: 'line-opened',
        airing: call.airing,
        session: call.session,
        request: call.request,
        outcome,
      }
    case 'enqueue':
    case 'cut-in':
      return { ...ofTakeover(call), type: 'enqueued', outcome }
    case 'cancel':
      return { ...ofTakeover(call), type: 'cancel-answered', outcome }
    case 'move':
      return { ...ofTakeover(call), type: 'move-answered', outcome }
    default:
      return unreachable(call)
  }
}

const ofTakeover = ({
  airing,
  session,
  takeover,
  gen,
}: Extract<Guarded, { readonly takeover: unknown }>) => ({ airing, session, takeover, gen })
