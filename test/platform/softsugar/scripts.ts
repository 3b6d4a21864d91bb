/** Builders: a test states only what matters to it. */
import type { LiveScript, TakeoverScript } from '../../../daemon/core/compile/programme.js'
import type { Picture, Presenter, Stage, Voice } from '../../../daemon/core/rundown/rundown.js'

export const aPicture = (said: Partial<Picture> = {}): Picture => ({
  kind: 'image',
  name: undefined,
  url: 'https://cdn.example/a.png',
  box: undefined,
  loop: undefined,
  from: undefined,
  for: undefined,
  ...said,
})

export const aVoice = (said: Partial<Voice> = {}): Voice => ({
  id: 'nina',
  qid: undefined,
  vendor: 3,
  name: 'nina',
  language: 'zh-CN',
  pitch: 0,
  speed: 1,
  volume: 400,
  ...said,
})

export const aPresenter = (said: Partial<Presenter> = {}): Presenter => ({
  role: {
    id: 1,
    faceFeatureId: '0325_nina_s3_beauty',
    name: 'nina',
    url: 'https://cdn.example/nina.zip',
    position: { x: 10, y: 60 },
    scale: 1,
  },
  voice: aVoice(),
  ...said,
})

export const aStage = (said: Partial<Stage> = {}): Stage => ({
  resolution: undefined,
  bitrate: undefined,
  backgrounds: [],
  foregrounds: [],
  beautify: undefined,
  ...said,
})

export const aLiveScript = (said: Partial<LiveScript> = {}): LiveScript => ({
  say: 'Welcome to the evening show.',
  ssml: false,
  audio: [],
  presenter: aPresenter(),
  stage: aStage(),
  repeat: 'forever',
  cutIn: undefined,
  ...said,
})

export const aTakeover = (said: Partial<TakeoverScript> = {}): TakeoverScript => ({
  say: undefined,
  ssml: false,
  audio: undefined,
  foregrounds: [],
  background: undefined,
  ...said,
})
