import type charge from './en.charge'

/** 关于请求用量与费用的文本。 */
const zhCharge: typeof charge = {
  tokens: {
    input: '输入',
    output: '输出',
    cacheRead: '缓存读取',
    cacheWrite5m: '缓存写入，5 分钟',
    cacheWrite30m: '缓存写入，30 分钟',
    cacheWrite1h: '缓存写入，1 小时',
    cacheWrite12h: '缓存写入，12 小时',
    webSearch: '网络搜索',
  },
  outcome: { ok: '完成', refused: '已拒绝，未收费', 'upstream-error': '上游错误', 'client-cancel': '客户端离开', cut: '中断', 'relay-lost': '中继丢失' },
  basis: {
    short: { REPORTED: '已上报', PARTIAL: '部分', ESTIMATED: '估算', ABANDONED: '放弃' },
    long: { REPORTED: '由上游上报', PARTIAL: '由上游部分上报', ESTIMATED: '估算', ABANDONED: '中继丢失后关闭' },
    rule: {
      REPORTED: '上游给出了最终数字，按此收费。',
      PARTIAL: '流结束前上游给出了数字，按此收费。',
      ESTIMATED: '流结束时没有最终数字：按上游最后给出的数字收费，否则输出按已送达字节数除以四计。',
      ABANDONED: '请求期间中继离开：按最后进度收费，否则按输入估算。',
    },
  },
  multiplier: { fast: '快速模式', geography: '地域', tier: '服务等级', batch: '批处理', context: '长上下文档位', plan: '套餐' },
  charge: {
    why: '为什么收取这笔费用？',
    newer: '较新的请求',
    older: '较早的请求',
    key: '密钥 {name}',
    priceBook: '价目表 {id}',
    addsUp: '计算方式',
    caption: 'Token 类别、单价与金额',
    class: '类别',
    tokens: 'Token',
    perMillion: '每百万',
    usd: '美元',
    calculation: '计算',
    charge: '收费',
    rounding: '舍入',
    inRates: '{name}，已含在上方单价中',
    each: '每次',
    nothing: '没有用量，未收费。',
    cache: '没有缓存时，同样的输入需要 {without}；实际为 {with}。',
    happened: '经过',
    evidence: '凭据',
    id: { request: '请求', ledger: '账目', session: '会话', route: '路由', error: '错误' },
    raw: '完整记录',
    copyJson: '复制为 JSON',
  },
  story: {
    reserved: '调用上游前预留 {amount}',
    firstByte: '{duration} 后收到首字节',
    settledReleased: '结算 {settled}，释放 {released}',
    booked: '已入账',
    bookedText: '从您的余额支付；两边之和为 0',
  },
  example: {
    about: '一笔收费的样子',
    title: '每笔收费都说明自己',
    text: '每个请求一行：用了什么、单价多少、依据哪个价目表，精确到小数点后九位。',
    model: 'claude-opus-5-5',
    cacheWrite: '缓存写入',
    foot: '每百万 Token 的单价',
  },
}

export default zhCharge
