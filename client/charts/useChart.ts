import type { ECharts, EChartsCoreOption } from 'echarts/core'
import { init } from 'echarts/core'
import { onBeforeUnmount, onMounted, type Ref, watch } from 'vue'
import { cssZoom } from '../ui/cssZoom.ts'
import './registered.ts'

/** What was pressed: series by id and the index of the bar or point in it. */
export interface ChartPress {
  readonly series: string
  readonly index: number
}

/** What a zoom shows, per cent of the whole axis. */
export interface ChartZoom {
  readonly start: number
  readonly end: number
}

/** Keeps one ECharts chart in step with an option that is computed from props; says which bar or point was pressed. */
export function useChart(
  element: Ref<HTMLElement | null>,
  option: Readonly<Ref<EChartsCoreOption>>,
  onPress: (press: ChartPress) => void = () => {},
  onZoom: (zoom: ChartZoom) => void = () => {},
) {
  let chart: ECharts | undefined
  const resized = new ResizeObserver(() => chart?.resize())

  onMounted(() => {
    chart = init(element.value!, null, { devicePixelRatio: devicePixelRatio * cssZoom(element.value!) })
    chart.setOption(option.value)
    chart.on('click', ({ seriesId, dataIndex }) => {
      if (seriesId !== undefined) onPress({ series: seriesId, index: dataIndex })
    })
    chart.on('datazoom', () => {
      const [zoom] = (chart?.getOption() as { dataZoom?: readonly ChartZoom[] }).dataZoom ?? []
      if (zoom) onZoom(zoom)
    })
    resized.observe(element.value!)
  })
  watch(option, (next) => chart?.setOption(next, { notMerge: true }))
  onBeforeUnmount(() => {
    resized.disconnect()
    chart?.dispose()
  })
}
