import { Problem, ProblemBody } from '#core/contract/problem.ts'
import { Refusal, refused } from './refusals.ts'

interface Upload {
  /** Share of the bytes that are on their way, 0 to 1. */
  readonly onProgress: (share: number) => void
  readonly signal: AbortSignal
}

function refusalOf({ status, responseText }: XMLHttpRequest): Problem {
  let told: unknown
  try {
    told = JSON.parse(responseText)
  } catch {
    told = undefined
  }
  const body = ProblemBody.safeParse(told)
  if (body.success) return new Refusal(body.data)
  return new Problem(
    'internal',
    `服务返回了无法识别的 ${status}，请稍后重试。\nThe server answered ${status} without a reason. Try again later.`,
  )
}

const cutOff = () =>
  new Problem(
    'no-answer',
    '上传中断：连不上服务，或文件过大被切断；请检查网络和文件大小后重试。\nThe upload broke off: the server cannot be reached, or cut it off for its size. Check both and try again.',
  )

/**
 * Sends a file as it is, and tells how far it is; fetch cannot.
 * @param path below /api
 * @returns what it was answered with, to be parsed
 * @throws Problem for every refusal, `no-answer` where the line breaks
 */
export function upload(path: string, file: Blob, { onProgress, signal }: Upload): Promise<unknown> {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest()
    const stop = () => request.abort()
    signal.addEventListener('abort', stop)
    request.open('POST', `/api${path}`)
    request.setRequestHeader('content-type', 'application/octet-stream')
    request.setRequestHeader('accept', 'application/json')
    request.upload.addEventListener('progress', ({ loaded, total }) => onProgress(total > 0 ? loaded / total : 0))
    request.addEventListener('loadend', () => {
      signal.removeEventListener('abort', stop)
      if (request.status >= 200 && request.status < 300) resolve(JSON.parse(request.responseText))
      else if (signal.aborted) reject(signal.reason as Error)
      else reject(refused(request.status === 0 ? cutOff() : refusalOf(request)))
    })
    request.send(file)
  })
}
