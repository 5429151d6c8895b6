import { createHash } from 'node:crypto'
import { fileURLToPath } from 'node:url'
import vue from '@vitejs/plugin-vue'
import { defineConfig, type Plugin } from 'vite'

/** Libraries that load after first paint, each in a chunk of its own; the first that matches wins. */
const CHUNKS = [
  {
    name: 'vue',
    test: /node_modules[\\/](@?vue|pinia|@intlify|zod|@tanstack)|preload-helper|plugin-vue/,
    priority: 100,
  },
  { name: 'map', test: /node_modules[\\/](maplibre-gl|@maplibre)/, priority: 50 },
  { name: 'deck', test: /node_modules[\\/](@deck\.gl|@luma\.gl|@math\.gl|@loaders\.gl|@probe\.gl)/, priority: 40 },
  { name: 'echarts', test: /node_modules[\\/](echarts|zrender)/, priority: 40 },
  { name: 'exif', test: /node_modules[\\/]exifreader/, priority: 40 },
]

/** Whole paths: the build takes what is relative from here, the server of `npm run dev` from the client's folder. */
const inClient = (path: string) => fileURLToPath(new URL(`client/${path}`, import.meta.url))
/** Pages, and the service worker, which is a script of its own that stands at the root. */
const ENTRIES = {
  app: inClient('index.html'),
  field: inClient('field.html'),
  'field-worker': inClient('field/worker.ts'),
}
const WORKER = 'field-worker.js'
/** What the phone app shows beside its scripts; files of client/public. */
const ICONS = ['field/app.webmanifest', 'field/icon-192.png']

/** Tells the service worker of the phone app every file that its page may ever load. */
const fieldFiles = (): Plugin => ({
  name: 'field-files',
  enforce: 'post',
  generateBundle(_, bundle) {
    const found = new Set<string>()
    const walk = (name: string) => {
      const part = bundle[name]
      if (found.has(name) || !part) return
      found.add(name)
      if (part.type !== 'chunk') return
      for (const next of [...part.imports, ...part.dynamicImports]) walk(next)
      for (const next of [...(part.viteMetadata?.importedCss ?? []), ...(part.viteMetadata?.importedAssets ?? [])])
        walk(next)
    }
    const entry = Object.values(bundle).find(
      (part) => part.type === 'chunk' && part.facadeModuleId?.endsWith('/field.html'),
    )
    const worker = bundle[WORKER]
    if (!entry || worker?.type !== 'chunk') return this.error('the phone app or its worker was not built')
    walk(entry.fileName)
    // the map's own worker is named by address alone
    for (const name of Object.keys(bundle)) if (/maplibre-gl-worker/.test(name)) found.add(name)
    const files = [...found].sort()
    const hash = createHash('sha256')
    for (const name of files) {
      const part = bundle[name]
      hash.update(`${name}\0`).update(part?.type === 'chunk' ? part.code : (part?.source ?? ''))
    }
    worker.code = worker.code
      .replace('__FIELD_FILES__', [...files, ...ICONS].join(','))
      .replace('__FIELD_VERSION__', hash.digest('hex').slice(0, 16))
  },
})

export default defineConfig({
  root: 'client',
  plugins: [vue(), fieldFiles()],
  define: { __VUE_I18N_LEGACY_API__: false, __VUE_I18N_FULL_INSTALL__: false, __INTLIFY_PROD_DEVTOOLS__: false },
  worker: { format: 'es' },
  build: {
    outDir: '../dist/client',
    emptyOutDir: true,
    // fonts and images stay files of their own: the content policy allows no inline scripts, and a cache no repeats
    assetsInlineLimit: 0,
    rolldownOptions: {
      input: ENTRIES,
      output: {
        codeSplitting: { groups: CHUNKS },
        entryFileNames: ({ name }) => (name === 'field-worker' ? WORKER : 'assets/[name]-[hash].js'),
      },
    },
  },
})
