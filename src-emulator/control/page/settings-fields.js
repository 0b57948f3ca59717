const presence = [
  ['off', 'Off'],
  ['optional', 'Optional'],
  ['required', 'Required'],
];

const choice = (name, label, options) => ({ kind: 'choice', name, label, options });
const several = (name, label, options) => ({ kind: 'several', name, label, options });
const toggle = (name, label) => ({ kind: 'toggle', name, label });
const number = (name, label, min, max) => ({ kind: 'number', name, label, min, max });
const text = (name, label) => ({ kind: 'text', name, label });
const address = (name, label) => ({ kind: 'address', name, label });

/** Every setting of an instance, in the groups and the order that the page shows. */
export const settingsGroups = [
  {
    title: 'Signing in',
    fields: [
      several('firstFactors', 'Methods', [
        ['password', 'password'],
        ['email_code', 'code by e-mail'],
        ['email_link', 'link by e-mail'],
        ['phone_code', 'code by SMS'],
      ]),
      several('signInIdentifiers', 'Identifiers (while they are not off at sign-up)', [
        ['email_address', 'e-mail address'],
        ['phone_number', 'phone number'],
        ['username', 'username'],
      ]),
      toggle('passkeys', 'Passkeys'),
      toggle('passkeyAutofill', 'Browsers offer passkeys in the field'),
      toggle('secondFactorRequired', 'A second factor is required'),
      toggle('phoneSecondFactor', 'SMS as second factor'),
      toggle('emailLinkSameClient', 'Links only work in the browser that asked'),
    ],
  },
  {
    title: 'Signing up',
    fields: [
      choice('signUpMode', 'Sign-up', [
        ['public', 'Open to everybody'],
        ['restricted', 'Restricted'],
        ['waitlist', 'Waitlist'],
      ]),
      choice('emailAddress', 'E-mail address', presence),
      choice('phoneNumber', 'Phone number', presence),
      choice('username', 'Username', presence),
      choice('firstName', 'First name', presence),
      choice('lastName', 'Last name', presence),
      choice('password', 'Password', presence.slice(1)),
      several('emailVerifications', 'A new address is proved by', [
        ['email_code', 'code'],
        ['email_link', 'link'],
      ]),
      toggle('progressiveSignUp', 'Ask step by step'),
      toggle('captcha', 'Bot protection'),
      toggle('legalConsent', 'Consent to the terms is required'),
      address('termsUrl', 'Address of the terms'),
      address('privacyPolicyUrl', 'Address of the privacy policy'),
    ],
  },
  {
    title: 'Passwords, usernames and the lock',
    fields: [
      number('passwordMinimumLength', 'Shortest password', 8, 72),
      number('usernameMinimumLength', 'Shortest username', 1, 64),
      number('usernameMaximumLength', 'Longest username', 1, 64),
      toggle('usernameExtendedCharacters', 'Usernames with . ~ and the like'),
      toggle('usernameNumeric', 'Usernames of digits only'),
      toggle('lockout', 'Wrong tries lock the account'),
      number('lockoutAttempts', 'After this many', 1, 1000),
      number('lockoutMinutes', 'For (minutes)', 1, 100_000),
    ],
  },
  {
    title: 'Sessions',
    fields: [
      number('sessionTokenSeconds', 'Session token lives (seconds)', 30, 86_400),
      number('sessionLifetimeSeconds', 'Session lives (seconds)', 60, 315_360_000),
      choice('sessionMode', 'Accounts signed in at once', [
        ['single', 'One'],
        ['multi', 'Several'],
      ]),
      address('homeUrl', "The application's page, for links in mails"),
      toggle('userApiKeys', 'People make API keys in their profile'),
    ],
  },
  {
    title: 'Restrictions and limits',
    fields: [
      toggle('allowlist', 'Only who is on the allow list signs up'),
      toggle('blocklist', 'Nobody on the block list signs up or in'),
      toggle('blockEmailSubaddresses', 'Refuse addresses such as a+b@'),
      toggle('blockDisposableEmailDomains', 'Refuse disposable addresses'),
      toggle('ignoreDotsForGmailAddresses', 'Ignore dots in Gmail addresses'),
      toggle('rateLimits', "Clerk's rate limits"),
    ],
  },
  {
    title: 'Organisations',
    fields: [
      toggle('organizations.enabled', 'Organisations'),
      toggle('organizations.forceSelection', 'No personal account'),
      toggle('organizations.creation', 'Users may create some'),
      toggle('organizations.adminDelete', 'Admins may delete theirs'),
      toggle('organizations.slugs', 'Ask for a slug'),
      toggle('organizations.domains', 'Found by e-mail domain'),
      number('organizations.maxAllowedMemberships', 'Members of a new one (0: no limit)', 0, 100_000),
      number('organizations.createLimit', 'How many a user may create (empty: no limit)', 0),
      text('organizations.creatorRole', 'Role of who creates one'),
      text('organizations.domainDefaultRole', 'Role of who joins by a domain'),
      several('organizations.enrollmentModes', 'Ways to join by a domain', [
        ['manual_invitation', 'by invitation only'],
        ['automatic_invitation', 'invited automatically'],
        ['automatic_suggestion', 'by request'],
      ]),
    ],
  },
];
