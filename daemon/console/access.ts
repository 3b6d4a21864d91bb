/**
 * Who may do what: the one table. A route that is not in it cannot be registered, a row without a route is a mistake,
 * and a test walks all of it. docs/api.md is made from it.
 */
import type { Role } from '../core/desk/roles.js'

/** `signed`: the request carries its own proof, which the route looks at itself; it needs no token. */
export type Needed = Role | 'signed'

export const ACCESS: Readonly<Record<string, Needed>> = {
  'GET /openapi.json': 'viewer',
  'GET /status': 'viewer',
  'GET /airings/:airing': 'viewer',
  'GET /shows': 'viewer',
  'GET /as-run': 'viewer',
  'GET /events': 'viewer',
  'GET /handover': 'viewer',
  'GET /metrics': 'viewer',
  'POST /airings/:airing/say': 'operator',
  'POST /airings/:airing/take': 'operator',
  'POST /airings/:airing/takeovers/:takeover/move': 'operator',
  'POST /airings/:airing/takeovers/:takeover/cancel': 'operator',
  'POST /airings/:airing/hold': 'operator',
  'POST /airings/:airing/release': 'operator',
  'POST /airings/:airing/skip': 'operator',
  'GET /airings/:airing/microphone': 'operator',
  'POST /airings/:airing/stop': 'operator',
  'POST /shows/:show/start': 'operator',
  'GET /audit': 'producer',
  'GET /apply': 'producer',
  'POST /apply': 'producer',
  'POST /stop': 'admin',
  'POST /airings/:airing/questions': 'signed',
  'POST /airings/:airing/ask': 'moderator',
  'GET /questions': 'moderator',
  'POST /questions/:question/approve': 'moderator',
  'POST /questions/:question/decline': 'moderator',
  'POST /questions/forget': 'operator',
  'GET /tokens': 'admin',
  'POST /tokens': 'admin',
  'POST /tokens/:token/revoke': 'admin',
}
