import type { BarcodeDetector } from 'qr/decode.js'
import { onMounted, onScopeDispose, type Ref, ref } from 'vue'

/** `insecure`: without https no page may look through the camera. */
export type ScannerState = 'starting' | 'looking' | 'denied' | 'none' | 'insecure'

/** Milliseconds between two looks, and pixels of the longer side of what is looked at. */
const EVERY_MS = 150
const LONGEST = 960

/** The browser's own reader of codes, or one that comes with the app where it has none. */
async function reader(): Promise<BarcodeDetector> {
  const own = (globalThis as { BarcodeDetector?: typeof BarcodeDetector }).BarcodeDetector
  const formats: readonly string[] = (await own?.getSupportedFormats().catch(() => [])) ?? []
  const Reader = own && formats.includes('qr_code') ? own : (await import('qr/decode.js')).BarcodeDetector
  return new Reader({ formats: ['qr_code'] })
}

async function camera(): Promise<MediaStream | Exclude<ScannerState, 'starting' | 'looking'>> {
  if (!isSecureContext) return 'insecure'
  if (!('mediaDevices' in navigator)) return 'none'
  try {
    return await navigator.mediaDevices.getUserMedia({ video: { facingMode: 'environment' }, audio: false })
  } catch (error) {
    return (error as DOMException).name === 'NotAllowedError' ? 'denied' : 'none'
  }
}

/** Looks for codes through the camera as long as the page is there; `read` is told each text once in a row. */
export function useScanner(video: Readonly<Ref<HTMLVideoElement | null>>, read: (text: string) => void) {
  const state = ref<ScannerState>('starting')
  let stream: MediaStream | undefined
  let turn: ReturnType<typeof setTimeout> | undefined
  let isOver = false
  let last = ''

  async function look(by: BarcodeDetector, frame: HTMLCanvasElement) {
    const seen = video.value
    if (seen && seen.videoWidth > 0) {
      const scale = Math.min(1, LONGEST / Math.max(seen.videoWidth, seen.videoHeight))
      frame.width = Math.round(seen.videoWidth * scale)
      frame.height = Math.round(seen.videoHeight * scale)
      frame.getContext('2d', { willReadFrequently: true })?.drawImage(seen, 0, 0, frame.width, frame.height)
      const [code] = await by.detect(frame).catch(() => [])
      if (code && code.rawValue !== last && !isOver) read((last = code.rawValue))
    }
    if (!isOver) turn = setTimeout(() => void look(by, frame), EVERY_MS)
  }

  onMounted(async () => {
    const found = await camera()
    if (typeof found === 'string') return void (state.value = found)
    stream = found
    if (isOver || !video.value) return stop()
    video.value.srcObject = found
    await video.value.play().catch(() => undefined)
    state.value = 'looking'
    await look(await reader(), document.createElement('canvas'))
  })
  function stop() {
    isOver = true
    clearTimeout(turn)
    for (const track of stream?.getTracks() ?? []) track.stop()
  }
  onScopeDispose(stop)
  return { state }
}
