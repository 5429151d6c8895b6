/** By how much `zoom` of CSS enlarges an element, its ancestors' included: a canvas needs as many more pixels. 1 where unknown. */
export const cssZoom = (element: Element): number => (element as { currentCSSZoom?: number }).currentCSSZoom ?? 1
