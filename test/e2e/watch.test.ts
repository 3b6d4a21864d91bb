import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Browser, chromium, type Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { ask } from '../../daemon/media/tools.js'
import { realTools } from '../media/with-ffmpeg.js'
import { aRundown } from './a-station.js'
import { type Running, start } from './onair.js'

const CHROMIUM = process.env.CHROMIUM ?? '/usr/bin/chromium'
const FLAGS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-background-networking',
  '--autoplay-policy=no-user-gesture-required',
]
/** The picture is drawn behind everything else the machine does. */
const PATIENCE = 120_000

let browser: Browser
const folder = mkdtempSync(join(tmpdir(), 'onair-watch-'))

beforeAll(async () => {
  if (!existsSync(CHROMIUM)) {
    throw new Error(
      `there is no browser at ${CHROMIUM}: install chromium, or name one in $CHROMIUM`,
    )
  }
  browser = await chromium.launch({ executablePath: CHROMIUM, args: FLAGS })
}, PATIENCE)

afterAll(async () => {
  await browser?.close()
  rmSync(folder, { recursive: true, force: true })
})

test(
  'what is on stage plays in a real browser: the picture moves, the voice is heard, and it is recorded',
  async () => {
    const tools = await realTools()
    await using daemon = aStation()
    await daemon.said(/ON AIR/, PATIENCE)
    await daemon.said(/can be seen and heard at http\S+\/watch/, PATIENCE)
    const list = /can be seen and heard at (http\S+\/watch)/.exec(daemon.stdout())?.[1] ?? ''
    const page = await browser.newPage({ viewport: { width: 1100, height: 820 } })
    const complaints: string[] = []
    page.on('console', (message) => {
      if (message.type() === 'error' && !/404/.test(message.text())) complaints.push(message.text())
    })
    page.on('pageerror', (error) => complaints.push(error.message))
    await page.goto(list)
    await page.click('#sessions a', { timeout: PATIENCE })
    await hasPlayed(page, 1)
    const before = await pictureOf(page)
    const from = Number(await page.evaluate(CLOCK))
    await hasPlayed(page, from + 0.5)
    expect(differing(before, await pictureOf(page))).toBeGreaterThan(20)
    await page.click('#sound')
    expect(await loudest(page, PATIENCE / 2)).toBeGreaterThan(0.01)
    const items = await page.locator('#items li').allTextContents()
    expect(items.join()).toContain('A show that can be <b>seen</b> & heard')
    expect(complaints).toEqual([])
    await page.close()

    daemon.kill('SIGINT')
    expect((await daemon.ended).code).toBe(0)
    expect(daemon.stderr()).toMatch(/finishing the recordings in \S+watch/)
    const watched = join(folder, 'data', 'watch')
    const [session = ''] = readdirSync(watched)
    const recording = join(watched, session, 'recording.mp4')
    expect(existsSync(recording)).toBe(true)
    const probe = await ask(tools, tools.ffprobe, [
      ...['-v', 'error', '-show_entries', 'stream=codec_name', '-of', 'csv=p=0', recording],
    ])
    expect(probe.stdout.trim().split('\n')).toEqual(['h264', 'aac'])
  },
  3 * PATIENCE,
)

function aStation(): Running {
  mkdirSync(join(folder, 'playlists'))
  const cue =
    'cue: hello, every: 20s, from: start, say: A show that can be <b>seen</b> & heard by all.'
  writeFileSync(join(folder, 'playlists', 'seen.yaml'), aRundown('seen', 'always: true', cue))
  writeFileSync(
    join(folder, 'config.yaml'),
    `http: { port: 0 }
accounts: { demo: { platform: softsugar, standIn: true, render: true, faults: init=0s } }
`,
  )
  return start(['run'], { cwd: folder, env: { HOME: folder }, group: true })
}

// ---- in the page: as texts, because nobody here knows a document ----

const CLOCK = "document.querySelector('video').currentTime"
/** Asked frame by frame in the page itself. */
async function hasPlayed(page: Page, seconds: number): Promise<void> {
  const played: boolean = await page.evaluate(`new Promise((done) => {
    const until = performance.now() + ${PATIENCE}
    const look = () => {
      if (${CLOCK} > ${seconds}) done(true)
      else if (performance.now() > until) done(false)
      else requestAnimationFrame(look)
    }
    look()
  })`)
  expect(played, `the film came to ${seconds} s`).toBe(true)
}

/** The picture, small: bytes of red, green, blue, opaque. */
const pictureOf = (page: Page): Promise<readonly number[]> =>
  page.evaluate(`(() => {
    const canvas = document.createElement('canvas')
    canvas.width = 108
    canvas.height = 192
    const drawn = canvas.getContext('2d')
    drawn.drawImage(document.querySelector('video'), 0, 0, 108, 192)
    return [...drawn.getImageData(0, 0, 108, 192).data]
  })()`)

const differing = (one: readonly number[], other: readonly number[]) =>
  one.filter((byte, at) => Math.abs(byte - (other[at] ?? 0)) > 8).length

/** Of what comes out of the video element until something is heard, or for so long. */
const loudest = (page: Page, most: number): Promise<number> =>
  page.evaluate(`(async () => {
    const audio = new AudioContext()
    const analyser = audio.createAnalyser()
    const source = audio.createMediaElementSource(document.querySelector('video'))
    source.connect(analyser).connect(audio.destination)
    await audio.resume()
    const wave = new Float32Array(analyser.fftSize)
    const until = performance.now() + ${most}
    let level = 0
    while (level < 0.02 && performance.now() < until) {
      await new Promise((resolve) => requestAnimationFrame(resolve))
      analyser.getFloatTimeDomainData(wave)
      for (const value of wave) level = Math.max(level, Math.abs(value))
    }
    return level
  })()`)
