// A thread begins with JavaScript: it learns TypeScript here, however the process was started.
import { register } from 'tsx/esm/api'

register()
await import('./askingThread.ts')
