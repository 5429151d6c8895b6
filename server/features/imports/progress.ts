import type { Progress } from './request.ts'

const WIDTH = 30
const STEPS: Readonly<Record<Parameters<Progress>[0], string>> = { read: '读取 reading', write: '写入 writing' }

/** Progress as a bar on a terminal, elsewhere as one line for each step and tenth of it. */
export function progressOn(stream: NodeJS.WriteStream): { show: Progress; end(): void } {
  let last = ''
  let open = false
  return {
    show(step, share) {
      const tenth = `${STEPS[step]} ${Math.floor(share * 10) * 10} %`
      if (stream.isTTY) {
        const full = Math.round(share * WIDTH)
        const bar = '█'.repeat(full) + '░'.repeat(WIDTH - full)
        stream.write(`\r\u001b[K  ${bar} ${Math.floor(share * 100)} % ${STEPS[step]}`)
        open = true
      } else if (tenth !== last) {
        stream.write(`  ${tenth}\n`)
      }
      last = tenth
    },
    end() {
      if (open) stream.write('\r\u001b[K')
      open = false
    },
  }
}
