import { computed, onScopeDispose, ref } from 'vue'

const KEPT = 'anjian.alarmSound'
/** How often it sounds again while an alarm waits to be acknowledged. */
const AGAIN_MS = 60_000
/** Two short tones: frequency in Hz, when in seconds. */
const TONES = [
  [880, 0],
  [660, 0.22],
] as const
const TONE_SECONDS = 0.18

function kept(): boolean {
  try {
    return localStorage.getItem(KEPT) === 'on'
  } catch {
    return false
  }
}

function sound(context: AudioContext) {
  for (const [frequency, from] of TONES) {
    const tone = new OscillatorNode(context, { frequency })
    const loudness = new GainNode(context, { gain: 0.25 })
    tone.connect(loudness).connect(context.destination)
    tone.start(context.currentTime + from)
    tone.stop(context.currentTime + from + TONE_SECONDS)
  }
}

/** The sound of alarms: off until somebody chooses it, remembered on this machine. A browser sounds nothing before it was touched, and says so. */
export function useCallSound() {
  const isOn = ref(kept())
  const isRunning = ref(false)
  /** How often it sounded. */
  const rung = ref(0)
  const isKnown = typeof AudioContext === 'function'
  let context: AudioContext | undefined
  let again: ReturnType<typeof setInterval> | undefined

  const state = computed(() => (!isKnown ? 'none' : !isOn.value ? 'off' : isRunning.value ? 'on' : 'waiting'))
  async function wake() {
    if (!isOn.value || !isKnown) return
    context ??= new AudioContext()
    context.onstatechange = () => (isRunning.value = context?.state === 'running')
    await context.resume().catch(() => undefined)
    isRunning.value = context.state === 'running'
  }
  function ring() {
    if (!context || !isRunning.value || !isOn.value) return
    sound(context)
    rung.value += 1
  }
  async function toggle() {
    isOn.value = !isOn.value
    try {
      localStorage.setItem(KEPT, isOn.value ? 'on' : 'off')
    } catch {
      // not remembered, and in force all the same
    }
    if (!isOn.value) return
    await wake()
    ring()
  }
  /** Sounds now, and again while it goes on. */
  function callOut() {
    ring()
    clearInterval(again)
    again = setInterval(ring, AGAIN_MS)
  }
  const hush = () => clearInterval(again)

  const onTouch = () => void (isRunning.value || wake())
  addEventListener('pointerdown', onTouch)
  addEventListener('keydown', onTouch)
  void wake()
  onScopeDispose(() => {
    hush()
    removeEventListener('pointerdown', onTouch)
    removeEventListener('keydown', onTouch)
    void context?.close()
  })
  return { state, rung, toggle, callOut, hush }
}
