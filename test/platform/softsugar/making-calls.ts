/** Makes any call of the contract against an answer that a test writes down. */
import type { Outcome } from '../../../daemon/core/plan/outcome.js'
import type { Platform } from '../../../daemon/platform/contract.js'
import { softSugarCalls } from '../../../daemon/platform/softsugar/calls.js'
import type { Exchange, Lane, Sent } from '../../../daemon/platform/wire.js'
import { aLiveScript, aTakeover } from './scripts.js'

export const words = aTakeover({ say: 'Ten or more characters.' })

type Make = (platform: Platform) => Promise<Outcome<unknown>>

const CALLS = {
  open: (it) => it.open(aLiveScript(), 'demo/evening/1'),
  state: (it) => it.state('s-1'),
  goLive: (it) => it.goLive('s-1'),
  keepAlive: (it) => it.keepAlive('s-1'),
  enqueue: (it) => it.enqueue('s-1', words, 1),
  cutIn: (it) => it.cutIn('s-1', words, 'interruptible'),
  cutInPlain: (it) => it.cutIn('s-1', words, 'plain'),
  move: (it) => it.move('s-1', 't-1', 2),
  cancel: (it) => it.cancel('s-1', 't-1'),
  queue: (it) => it.queue('s-1'),
  close: (it) => it.close('s-1'),
  running: (it) => it.running(),
  history: (it) => it.history(2),
  viewer: (it) => it.viewer('s-1'),
  viewerToken: (it) => it.viewerToken('s-1', 'c-1'),
  ask: (it) => it.ask('qa-7f3a', 'How much is it?', 'evening-1'),
} satisfies Record<string, Make>
export type Name = keyof typeof CALLS
export const NAMES: readonly Name[] = [
  'open',
  'state',
  'goLive',
  'keepAlive',
  'enqueue',
  'cutIn',
  'cutInPlain',
  'move',
  'cancel',
  'queue',
  'close',
  'running',
  'history',
  'viewer',
  'viewerToken',
  'ask',
]

export async function make(name: Name, sent: Sent) {
  const seen: { exchange: Exchange; lane: Lane }[] = []
  const platform = softSugarCalls(async (exchange, lane) => {
    seen.push({ exchange, lane })
    return sent
  })
  return { outcome: await CALLS[name](platform), seen }
}

export const answered = (status: number, body: unknown): Sent => ({
  is: 'answered',
  answer: { status, body },
})
export const fine = (data?: unknown) => answered(200, { code: 0, message: 'success', data })
export const outcomeOf = async (name: Name, sent: Sent) => (await make(name, sent)).outcome
