/**
 * Two daemons. On one data folder the second is refused and the first does not notice. A copied folder, started
 * elsewhere, cannot be refused by any lock: what happens then is told, not judged.
 */
import { cpSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { onair, output } from './children.js'
import { airings, judge, sessionsOf } from './judge.js'
import { about, pause, pauseUntil, type Rig, together, type Verdict } from './rig.js'
import { ahead, aShow } from './show.js'
import { APP_KEY, freePort, KNOCK, openStation, over } from './station.js'

const SECONDS = 40
const COPY_RUNS_S = 20

export const two: Rig = {
  name: 'two',
  says: 'a second daemon on the same folder; a copy of the folder started elsewhere',
  minutes: 1,
  quickMinutes: 1,
  needs: [],
  run: async () => together(await Promise.all([sameFolder(), copiedFolder()])),
}

const aStation = () =>
  openStation({
    shows: [
      aShow({ id: 'show', startsAt: ahead(10), seconds: SECONDS, every: 3, until: 28, must: 3 }),
    ],
  })

async function sameFolder(): Promise<Verdict> {
  await using station = await aStation()
  const first = await station.up()
  const [show] = station.shows
  const findings: string[] = []
  const words: string[] = []
  for (const at of [-4, 4, 12]) {
    await pauseUntil((show?.startsAt ?? 0) + at * 1_000)
    const second = await output(station.start())
    if (second.code !== 1) findings.push(`the second daemon ended with ${second.code}`)
    const line = second.said.split('\n').find((one) => one.startsWith('error:')) ?? ''
    if (!line.includes('another onair runs on'))
      findings.push(`it says: ${second.said.slice(0, 300)}`)
    words.push(line.replace(station.folder, '…'))
  }
  const status = await output(station.onair('status'))
  if (status.code !== 0) findings.push(`onair status no longer reaches the first: ${status.said}`)
  if (first.hasEnded()) findings.push('the first daemon ended')
  await over(station)
  const verdict = judge(await station.evidence())
  return about('same folder', {
    figures: [`refused ${words.length} times: ${words[0]}`, ...verdict.figures],
    findings: [...findings, ...verdict.findings],
  })
}

async function copiedFolder(): Promise<Verdict> {
  await using station = await aStation()
  const first = await station.up()
  const [show] = station.shows
  if (!show) throw new Error('a station without a show')
  await pauseUntil(show.startsAt + 6_000)
  const copy = join(station.folder, 'copy')
  cpSync(station.data, join(copy, 'data'), { recursive: true })
  cpSync(join(station.folder, 'playlists'), join(copy, 'playlists'), { recursive: true })
  const config = readFileSync(join(station.folder, 'config.yaml'), 'utf8')
  writeFileSync(join(copy, 'config.yaml'), config.replace(/port: \d+/, `port: ${await freePort()}`))
  const other = onair(['run'], { cwd: copy, env: { APP_KEY, KNOCK } })
  await pause(COPY_RUNS_S * 1_000)
  const lived = !other.hasEnded()
  other.kill('SIGKILL')
  await other.ended
  await over(station)
  const evidence = await station.evidence()
  const times = airings(evidence.record)
  const doubled = show.cues.filter(({ text }) => (times.get(text) ?? 0) > 1)
  const own = sessionsOf(evidence.summary, show)
  const alerts = first
    .said()
    .split('\n')
    .filter((line) => line.includes('"level":50'))
  return about('copied folder', {
    figures: [
      `the copy ${lived ? 'ran beside the first until it was stopped' : `ended: ${other.said().slice(-200)}`}`,
      `sessions ${own.length}; cues aired twice ${doubled.length} of ${show.cues.length}; alerts of the first: ${alerts.length}`,
    ],
    findings: [],
  })
}
