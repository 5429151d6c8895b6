/** Words of photographs: when and where they were taken, and their originals. */
export const photos = {
  of: '照片 {n}',
  lookAt: '查看照片 {n}，共 {of} 张',
  taken: '{at} 拍摄（设备时钟）',
  takenUnknown: '拍摄时间未记录',
  added: '{at} 由 {by} 上传',
  placeUnknown: '拍摄位置未记录',
  notShown: '照片未能显示；请检查网络后重新打开。',
  fetch: '下载',
  original: '下载原图',
}
