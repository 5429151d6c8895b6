import vue from '@vitejs/plugin-vue'
import { defineConfig } from 'vite'

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
]

export default defineConfig({
  root: 'client',
  plugins: [vue()],
  define: { __VUE_I18N_LEGACY_API__: false, __VUE_I18N_FULL_INSTALL__: false, __INTLIFY_PROD_DEVTOOLS__: false },
  worker: { format: 'es' },
  build: {
    outDir: '../dist/client',
    emptyOutDir: true,
    // fonts and images stay files of their own: the content policy allows no inline scripts, and a cache no repeats
    assetsInlineLimit: 0,
    rolldownOptions: { output: { codeSplitting: { groups: CHUNKS } } },
  },
})
