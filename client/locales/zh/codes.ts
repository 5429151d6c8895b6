/** Words of the codes that hang at an enterprise and its risk points, and of the way to the phone app. */
export const codes = {
  title: '检查码',
  open: '检查码',
  lead: '贴在单位门口和各风险点。用手机相机一扫，就打开这家单位的检查表；没有信号也能打开。每张印成一页 A6。',
  scan: '扫码检查',
  whole: '整个单位',
  label: '{name}的检查码',
  pointNumber: '风险点编号 {n}',
  take: '印“{name}”',
  print: '打印 {n} 张',
  back: '返回企业档案',
  field: {
    title: '在手机上打开',
    label: '手机端地址的二维码',
    lead: '用手机相机扫一扫，登录后可添加到主屏幕。网格、检查和上报在没有信号时也能用，有信号时自动发送。',
    address: '手机端地址',
    here: '在这台电脑上打开',
    ownMachine: '当前地址只在这台电脑上有效，手机打不开；请用正式的 https 地址打开本页。',
    notSecure: '当前地址不是 https：手机能打开，但存不下应用，也不能定位和离线；请用 https 地址打开本页。',
  },
  public: '码中地址：{origin}（系统对外地址）。',
  here: '码中地址：{origin}（当前打开本页的地址；系统管理员未设 PUBLIC_URL）。',
  publicFault: {
    ownMachine:
      '系统对外地址 {origin} 只在服务器本机有效，印出来的码手机打不开；请系统管理员把 PUBLIC_URL 改为正式的 https 地址。',
    notSecure:
      '系统对外地址 {origin} 不是 https：扫码能打开，但手机存不下应用，离线时打不开；请系统管理员把 PUBLIC_URL 改为 https 地址。',
  },
  fault: {
    ownMachine: '当前地址 {origin} 只在这台电脑上有效，印出来的码手机打不开；请用正式的 https 地址打开本页再打印。',
    notSecure:
      '当前地址 {origin} 不是 https：扫码能打开，但手机存不下应用，离线时打不开；请用 https 地址打开本页再打印。',
  },
}
