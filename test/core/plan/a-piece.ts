/** A piece of a long item, as it is called first. */
import { type Piece, takeoverId } from '../../../daemon/core/plan/takeover.js'
import { MARKET, past } from './builders.js'

export const aPiece = (more: Partial<Piece> = {}): Piece => ({
  item: takeoverId(MARKET, 'long', 0),
  all: [],
  part: 1,
  continues: false,
  resumed: 0,
  expiresAt: past(600),
  calledBehind: false,
  cutShort: undefined,
  aired: undefined,
  ...more,
})
