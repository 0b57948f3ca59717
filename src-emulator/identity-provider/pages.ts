import type { ProviderAccount } from '../state/records.ts';
import type { Provider } from './providers.ts';

/** The pages a person sees at an emulated provider. Everything that varies goes through {@link escapeHtml}. */

const escapeHtml = (text: string): string =>
  text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);

const nameOf = ({ firstName, lastName, emailAddress }: ProviderAccount): string =>
  [firstName, lastName].filter(Boolean).join(' ') || emailAddress;

function drawPage(provider: Provider, title: string, body: string, head = ''): string {
  return `<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <meta name="color-scheme" content="light dark">
    <title>${escapeHtml(title)} · ${escapeHtml(provider.name)} (emulated)</title>
    ${head}<link rel="icon" href="data:,">
    <link rel="stylesheet" href="../page.css">
  </head>
  <body>
    <main data-provider="${escapeHtml(provider.id)}">
      <p class="mark"><span class="letter" aria-hidden="true">${escapeHtml(provider.name.charAt(0))}</span>
        ${escapeHtml(provider.name)} <span class="badge">emulated</span></p>
      <h1>${escapeHtml(title)}</h1>
      ${body}
    </main>
    <footer>
      <p>This page is part of the Frontdesk emulator and stands in for ${escapeHtml(provider.name)}.
        Enter nothing real: no password is asked for, and nothing leaves this computer.</p>
    </footer>
  </body>
</html>
`;
}

/**
 * First step: which of the accounts that this provider has. `query` carries the authorisation request; `newcomer` is the
 * address that the application expects, when nobody here has it.
 */
export function drawChooser(
  provider: Provider,
  query: string,
  accounts: readonly ProviderAccount[],
  { problem, newcomer = '' }: { problem?: string | undefined; newcomer?: string | undefined } = {},
): string {
  const action = (path: string) => escapeHtml(`${path}?${query}`);
  const rows = accounts.map(
    (account) => `<li>
          <a class="account" href="${action('consent')}&#38;account=${encodeURIComponent(account.id)}">
            <span class="name">${escapeHtml(nameOf(account))}</span>
            <span class="detail">${escapeHtml(account.emailAddress)}</span>
          </a>
        </li>`,
  );
  return drawPage(
    provider,
    'Choose an account',
    `<p class="lead">to continue to <strong>Frontdesk</strong></p>
      <ul class="accounts">
        ${rows.join('\n        ')}
      </ul>
      <h2>Make an account</h2>
      ${problem ? `<p class="problem" role="alert">${escapeHtml(problem)}</p>` : ''}
      <form method="post" action="${action('accounts')}">
        <div class="pair">
          <label>First name <input name="first_name" maxlength="100" autocomplete="off" required></label>
          <label>Last name <input name="last_name" maxlength="100" autocomplete="off"></label>
        </div>
        <label>Email address
          <input name="email_address" type="email" maxlength="254" autocomplete="off" required
            value="${escapeHtml(newcomer)}"></label>
        <button class="quiet" type="submit">Make this account</button>
      </form>
      <form method="post" action="${action('decision')}">
        <button class="link" name="decision" value="deny" type="submit">Cancel</button>
      </form>`,
  );
}

/** Second step: may the application know who this is? */
export function drawConsent(provider: Provider, query: string, account: ProviderAccount): string {
  const action = (path: string) => escapeHtml(`${path}?${query}`);
  return drawPage(
    provider,
    'Allow Frontdesk to know you?',
    `<p class="account">
        <span class="name">${escapeHtml(nameOf(account))}</span>
        <span class="detail">${escapeHtml(account.emailAddress)}</span>
      </p>
      <p class="lead">Frontdesk will learn your name and your email address.</p>
      <form method="post" action="${action('decision')}">
        <input type="hidden" name="account" value="${escapeHtml(account.id)}">
        <div class="pair">
          <button class="quiet" name="decision" value="deny" type="submit">Deny</button>
          <button class="primary" name="decision" value="allow" type="submit">Allow</button>
        </div>
        <button class="link" name="decision" value="fail" type="submit">Fail as a provider out of order does</button>
      </form>
      <p><a href="${action('authorize')}">Choose another account</a></p>`,
  );
}

/**
 * Last step: the way back, by itself or by the link. A page between the form and the application, because
 * browsers keep a form's `Origin` (then `null`) and its policy through redirects, up to the application.
 */
export const drawReturn = (provider: Provider, url: string): string =>
  drawPage(
    provider,
    'Going back to Frontdesk',
    `<p class="lead">You can close this page when the application has come to the front.</p>
      <p><a href="${escapeHtml(url)}">Go back to Frontdesk</a></p>`,
    `<meta http-equiv="refresh" content="0; url=${escapeHtml(url)}">
    `,
  );

/** For a request that no page of a well-behaved application makes. */
export const drawRefusal = (provider: Provider, reason: string): string =>
  drawPage(
    provider,
    'This sign-in cannot go on',
    `<p class="problem" role="alert">${escapeHtml(reason)}</p>
      <p class="lead">Go back to the application and start again.</p>`,
  );
