/** Texts about getting in again: a forgotten password, a new address, a second factor. */
export default {
  reset: {
    forgot: 'Forgot your password?',
    title: 'Reset your password',
    subtitle: 'We send a link that lets you choose a new one.',
    submit: 'Send the link',
    sentTitle: 'Check your mail',
    sent: 'If there is an account with this address, a letter is on its way. Its link works once, for 30 minutes.',
    otherAddress: 'Use another address',
  },
  newPassword: {
    title: 'Choose a new password',
    subtitle: 'You will be signed out everywhere, then sign in with the new one.',
    label: 'New password',
    submit: 'Change password',
    changed: 'Password changed. You were signed out everywhere; sign in with the new one.',
    oldLink: 'Links for a new password work once, for 30 minutes.',
    newLink: 'Ask for a new link',
  },
  confirmEmail: {
    title: 'Confirm your new address',
    done: 'Address changed',
    doneText: 'Sign in with it from now on. You stay signed in only where you asked for the change.',
    oldLink: 'Links for a new address work once, for a day. Ask for the change again to get another.',
  },
  secondFactor: {
    title: 'Second factor',
    subtitle: 'Enter the six digits of your authenticator app.',
    code: 'Code',
    hint: 'Without the app, enter a backup code.',
    shape: 'Six digits, or a backup code such as ab2c-d3ef-g4hi.',
    submit: 'Sign in',
    again: 'Sign in again',
    back: 'Back to the password',
  },
}
