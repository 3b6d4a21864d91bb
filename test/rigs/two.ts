/**
 * Two daemons. On one data folder the second is refused by its lock, on a copy of the folder because it lies elsewhere;
 * the first does not notice either.
 */
import { cpSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { onair, output } from './children.js'
import { judge } from './judge.js'
import { about, pauseUntil, type Rig, together, type Verdict } from './rig.js'
import { ahead, aShow } from './show.js'
import { APP_KEY, freePort, KNOCK, openStation, over } from './station.js'

const SECONDS = 40

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
  const other = await output(onair(['run'], { cwd: copy, env: { APP_KEY, KNOCK } }))
  const line = other.said.split('\n').find((one) => one.startsWith('error:')) ?? ''
  const findings: string[] = []
  if (other.code !== 1) findings.push(`the copy ended with ${other.code}`)
  if (!line.includes('onair run --moved')) findings.push(`it says: ${other.said.slice(0, 300)}`)
  if (first.hasEnded()) findings.push('the first daemon ended')
  await over(station)
  const verdict = judge(await station.evidence())
  return about('copied folder', {
    figures: [`refused: ${line.replaceAll(copy, '…')}`, ...verdict.figures],
    findings: [...findings, ...verdict.findings],
  })
}
