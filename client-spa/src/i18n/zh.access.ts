import type en from './en.access'

/** 关于重新进入账户的文本：忘记密码、更换邮箱、两步验证、登录会话。 */
const zh: typeof en = {
  reset: {
    forgot: '忘记密码？',
    title: '重置密码',
    subtitle: '我们会发送链接，供您设置新密码。',
    submit: '发送链接',
    sentTitle: '请查收邮件',
    sent: '如果该邮箱已注册账户，邮件已在途中。链接仅可使用一次，有效期 30 分钟。',
    otherAddress: '使用其他邮箱',
  },
  newPassword: {
    title: '设置新密码',
    subtitle: '您将在所有设备上退出登录，然后用新密码登录。',
    label: '新密码',
    submit: '更改密码',
    changed: '密码已更改。您已在所有设备上退出登录，请用新密码登录。',
    oldLink: '设置新密码的链接仅可使用一次，有效期 30 分钟。',
    newLink: '获取新链接',
  },
  confirmEmail: {
    title: '确认新邮箱',
    done: '邮箱已更换',
    doneText: '今后请用新邮箱登录。只有提出更改的那次登录仍然有效。',
    oldLink: '确认新邮箱的链接仅可使用一次，有效期一天。请再次更换邮箱以获取新链接。',
  },
  secondFactor: {
    title: '两步验证',
    subtitle: '请输入身份验证器应用中的六位数字。',
    code: '验证码',
    hint: '没有该应用时，请输入备用码。',
    shape: '六位数字，或形如 ab2c-d3ef-g4hi 的备用码。',
    submit: '登录',
    again: '重新登录',
    back: '返回输入密码',
  },
  sessions: {
    title: '登录会话',
    current: '当前',
    unknown: '未知设备',
    seen: '上次活动',
    end: '结束',
    endNamed: '结束 {name}',
    endSession: '结束会话',
    endOthers: '结束其他全部',
    endTitle: '结束 {name} 的登录会话？',
    endOthersTitle: '结束其他全部登录会话？',
    endEffect: '一秒内结束，之后需要重新登录。',
    endOthersEffect: '一秒内结束，之后需要重新登录。当前会话保留。',
    ended: '登录会话已结束：{name}',
    othersEnded: '其他登录会话已全部结束',
  },
}

export default zh
