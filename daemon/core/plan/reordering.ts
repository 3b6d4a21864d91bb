/** The platform holds what is ours in another order than we want it: it is brought nearer, one move at a time. */
import { MOVE_REST } from '../limits.js'
import { after, type Instant } from '../time.js'
import type { Action } from './actions.js'
import type { Manned } from './airing.js'
import type { SessionId, TraceId } from './events.js'
import { inOrder } from './order.js'
import { type Pursuit, still } from './pursuit.js'
import { nextMove } from './queue.js'
import { isListed } from './takeover.js'

/** The platform's order was just read: one move that brings it nearer to ours. The next reading shows the next. */
export function reorder(airing: Manned, session: SessionId, now: Instant): Pursuit<Manned> {
  if (airing.moveFrom !== undefined && now < airing.moveFrom) return still(airing)
  const held = airing.takeovers.filter(isListed)
  const reported = [...held].sort((one, other) => one.place - other.place)
  const onAir = airing.takeovers.find((takeover) => takeover.situation === 'speaking')
  const traces = (items: readonly { readonly trace: TraceId }[]) => items.map(({ trace }) => trace)
  const order = [...(onAir ? [onAir.trace] : []), ...traces(reported)]
  const move = onAir && nextMove(traces([...held].sort(inOrder(now))), order)
  const moved = move && held.find(({ trace }) => trace === move.trace)
  if (!move || !moved) return still(airing)
  const action: Action = {
    type: 'move',
    class: 'converge',
    key: `move:${moved.id}/${moved.gen}#${airing.calls}`,
    because: 'the platform holds it in another order',
    account: airing.account,
    airing: airing.id,
    session,
    takeover: moved.id,
    gen: moved.gen,
    ...move,
  }
  const moveFrom = after(now, MOVE_REST)
  return { airing: { ...airing, moveFrom, calls: airing.calls + 1 }, actions: [action], needs: [] }
}
