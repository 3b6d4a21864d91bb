/** Sessions that callbacks named by our mark while the opening was out: one is its session, others run for nobody. */
import type { SessionId } from './events.js'
import type { Session } from './session.js'

type Asked = Extract<Session, { situation: 'asked' }>

/** More than any request makes. */
const MARKED_MAX = 8

export function named(asked: Asked, id: SessionId): Asked {
  const others = namedIn(asked).filter((one) => one !== id)
  const known = others.length > 0 ? { alsoMarked: others.slice(-MARKED_MAX) } : {}
  return { ...asked, marked: id, ...known }
}

export const namedIn = (session: Session): readonly SessionId[] =>
  session.situation === 'asked' && session.marked
    ? [...(session.alsoMarked ?? []), session.marked]
    : []
