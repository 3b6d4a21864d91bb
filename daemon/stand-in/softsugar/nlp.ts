/**
 * The question library (E11): a flat answer without the envelope, and nothing but Chinese as its
 * language.
 */
import type { Instant } from '../../core/time.js'
import type { Reply } from './answers.js'
import { type Fields, text } from './fields.js'
import type { World } from './world.js'

export interface Question {
  /** The library that knows it; undefined: every one. */
  readonly library?: string
  /** Any of these in a question finds the answer. */
  readonly asks: readonly string[]
  readonly answer: string
}

/** What every library knows unless a test brings its own. */
export const QUESTIONS: readonly Question[] = [
  { asks: ['发货', '几天到', 'shipping'], answer: '今天下单，四十八小时之内发货，一般三天送到。' },
  { asks: ['多少钱', '价格', 'price'], answer: '直播间今天的价格是九十九元，比平时便宜三十元。' },
  { asks: ['退货', '退款', 'return'], answer: '七天之内可以无理由退货，运费由我们承担。' },
  { asks: ['尺码', '尺寸', 'size'], answer: '尺码从小号到加大号都有，按平时穿的尺码选就可以。' },
  {
    asks: ['优惠', '折扣', 'discount'],
    answer: '现在下单两件八折，三件七折，优惠到直播结束为止。',
  },
  { asks: ['你好', 'hello'], answer: '你好，欢迎来到直播间。' },
  { asks: ['有货', 'stock'], answer: '有货。' },
]

const DEVICES = ['ios', 'android', 'windows', 'macos']

export function reply(world: World, body: Fields, now: Instant): Reply {
  const echo = {
    device_id: '',
    language: text(body.language) ?? '',
    query: text(body.query) ?? '',
    session: text(body.session) ?? '',
    trace: text(body.trace) ?? '',
  }
  const flat = (answer: string, error_message: string): Reply => {
    world.book.note(now, { type: 'question', query: echo.query, answer })
    const but = error_message === '' ? undefined : error_message
    return { is: 'flat', body: { ...echo, answer, error_message }, but }
  }
  const fault = faultOf(body)
  if (fault !== undefined) return flat('', fault)
  const found = (world.options.questions ?? QUESTIONS).find(
    (one) =>
      (one.library === undefined || one.library === body.appId) &&
      one.asks.some((words) => echo.query.toLowerCase().includes(words.toLowerCase())),
  )
  if (found !== undefined) return flat(found.answer, '')
  return flat('', world.profile.noHit === 'error' ? 'no answer found' : '')
}

function faultOf(body: Fields): string | undefined {
  for (const field of ['appId', 'device', 'language', 'query', 'session', 'trace']) {
    if (text(body[field]) === undefined) return `${field} is missing`
  }
  if (!DEVICES.includes(text(body.device) ?? '')) return `device must be ${DEVICES.join(', ')}`
  if (body.language !== 'zh') return 'language must be zh'
  for (const field of ['session', 'trace']) {
    if (!/^[A-Za-z0-9-]+$/.test(text(body[field]) ?? '')) {
      return `${field} may hold letters, digits and "-" only`
    }
  }
  return undefined
}
