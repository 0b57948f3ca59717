/** Every word of the window that is not Clerk's. Values go where `{name}` stands. */
export const english = {
  'page.title': '{title} · Frontdesk',

  'action.retry': 'Try again',
  'action.retryNow': 'Try again now',
  'action.signOut': 'Sign out',

  'copy.action': 'Copy',
  'copy.name': 'Copy {name}',
  'copy.done': 'Copied',
  'copy.doneName': '{name} copied',
  'copy.refused': 'Not allowed',
  'copy.refusedName': 'The system did not let {name} be copied; select it instead',

  'connection.label': 'Connection:',
  'connection.emulator': 'Local emulator',
  'connection.emulator.meaning': 'Clerk is emulated on this machine. Accounts and codes are not real.',
  'connection.instance': 'Clerk instance',
  'connection.instance.meaning': 'Connected to a Clerk instance with its own keys.',
  'connection.public': 'Public key only',
  'connection.public.meaning': 'Connected to a Clerk instance without its secret key.',

  'footer.version': 'Frontdesk {version}',
  'footer.memory': 'This machine has no keyring, so nothing is stored: closing Frontdesk signs you out.',

  'host.application': 'Frontdesk',
  'host.noAnswer': 'it does not answer',
  'host.restart': 'Wait a moment. If it stays like this, start Frontdesk again.',

  'starting.title': 'One moment, please',
  'starting.status': 'Opening the front desk…',
  'starting.slow': 'This takes longer than usual. Still waiting for an answer…',

  'setup.title': 'A setting needs your attention',
  'setup.lead':
    'Frontdesk cannot start with its present keys. Nothing is lost: mend the setting, then try again.',
  'setup.setting': 'Setting',
  'setup.reason': 'What is wrong',
  'setup.remedy': 'How to mend it',

  'unavailable.title': 'Out of reach',
  'unavailable.api': 'The local API is out of reach',
  'unavailable.emulator': 'The local emulator is out of reach',
  'unavailable.clerk': 'Clerk is out of reach',
  'unavailable.lead': 'Frontdesk goes on by itself as soon as it answers again.',
  'unavailable.keepsSession':
    'You are still signed in. Frontdesk goes on by itself as soon as it answers again.',
  'unavailable.nextTry': 'Next try in {seconds} s',
  'unavailable.retrying': 'Trying again…',

  'clerk.name': 'Clerk',
  'clerk.silent': 'its address does not answer',
  'clerk.silentRemedy':
    'Check that this machine is connected to the network. With the emulator, check that it runs.',
  'clerk.refused': 'it answered: {message}',
  'clerk.refusedRemedy': 'Check that the publishable key belongs to an instance that still exists.',

  'signedOut.pageTitle': 'Sign in',
  'signedOut.title': 'Welcome to the front desk',
  'signedOut.lead': 'Sign in with Clerk, inside this window. The API on this machine will greet you by name.',
  'signedOut.signed-out': 'You have signed out. See you soon.',
  'signedOut.ended-elsewhere':
    'Your session has ended: it was revoked from another place, or it expired. Please sign in again.',

  'demo.title': 'Demo account',
  'demo.lead': 'Lives in the emulator on this machine only.',
  'demo.email': 'E-mail',
  'demo.emailName': 'the e-mail address',
  'demo.password': 'Password',
  'demo.passwordName': 'the password',

  'codes.title': 'Arriving codes',
  'codes.none': 'Codes that Clerk would send by e-mail appear here.',
  'codes.to': 'to {to} at {time}',
  'codes.sign_in': 'Sign-in code',
  'codes.sign_up': 'Sign-up code',
  'codes.reset_password': 'Password reset code',
  'codes.verify_email': 'E-mail verification code',
  'codes.reverification': 'Reverification code',
  'codes.codeName': 'the code for {to}',

  'signedIn.pageTitle': 'Signed in',

  'greeting.overline': 'The local API says',
  'greeting.asking': 'Asking the API…',
  'greeting.verified': 'Your session token was verified at {time}, in {milliseconds} ms.',
  'greeting.refused': 'No greeting this time',
  'greeting.again': 'Check again',
  'greeting.publicTitle': 'Hello, {name}!',
  'greeting.publicLead':
    'This comes from Clerk in the window: without a secret key, the API cannot look up who you are.',

  'key.title': 'Your key',
  'key.session': 'Session',
  'key.sessionName': 'the session id',

  'token.label': 'Session token',
  'token.none': 'No token yet',
  'token.remaining': 'valid for {seconds} s',
  'token.expired': 'expired, waiting for a new one',
  'token.notRefreshed': 'not refreshed yet',
  'token.refreshedOnce': 'refreshed once',
  'token.refreshed': 'refreshed {count} times',

  'sessions.title': 'Where you are signed in',
  'sessions.lead': 'Each device has its own session. Revoke one that you do not know.',
  'sessions.loading': 'Looking up your sessions…',
  'sessions.onlyThis': 'This is your only session.',
  'sessions.current': 'This window',
  'sessions.unknownDevice': 'Unknown device',
  'sessions.lastActive': 'active {age}',
  'sessions.revoke': 'Revoke',
  'sessions.revokeName': 'Revoke the session on {name}, {seen}',
  'sessions.confirm': 'Sign that device out?',
  'sessions.revokeNow': 'Revoke',
  'sessions.keep': 'Keep',
  'sessions.revoked': 'The session was revoked.',

  'problem.reference': '{code} · request {requestId}',
  'problem.referenceWithoutRequest': '{code}',
  'problem.api-unreachable.title': 'The local API does not answer',
  'problem.api-unreachable.remedy': 'It is being looked for. Try again in a moment.',
  'problem.api-timeout.title': 'No answer within ten seconds',
  'problem.api-timeout.remedy': 'Try again. If it goes on, restart Frontdesk.',
  'problem.unexpected-answer.title': 'The answer makes no sense',
  'problem.unexpected-answer.remedy': 'Something else may be answering on that port. Restart Frontdesk.',
  'problem.signed-out.title': 'You are signed out',
  'problem.signed-out.remedy': 'Sign in again.',
  'problem.emulator-unreachable.title': 'The emulator does not answer',
  'problem.emulator-unreachable.remedy': 'Asked again every two seconds. If it goes on, restart Frontdesk.',
  'problem.sign-out-failed.title': 'You could not be signed out',
  'problem.sign-out-failed.remedy':
    'Clerk did not answer, and you are still signed in. Try again in a moment.',

  'remedy.reload': 'The application was restarted. Reload the window.',
  'remedy.signInAgain': 'Try again. If it goes on, sign out and sign in again.',
  'remedy.sessionGone': 'It has probably ended already. The list shows what is left.',
  'remedy.secretKey': 'To let the API greet you itself, start it with the secret key of the instance.',
  'remedy.slowDown': 'Wait a minute, then try again.',
  'remedy.wait': 'Wait a few seconds, then try again.',
} as const;
