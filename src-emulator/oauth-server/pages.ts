import { createHash } from 'node:crypto';
import type { EmulatorContext } from '../context.ts';
import type { OauthApplication } from '../state/platform-records.ts';
import type { User } from '../state/records.ts';
import { primaryEmailAddress } from '../wire/user-json.ts';

/** The pages on which people let an application know them. What varies goes through {@link escapeHtml}. */

const escapeHtml = (text: string): string =>
  text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);

const maximumListed = 50;

/** What a scope lets an application know. */
export const meanings: Readonly<Record<string, string>> = {
  openid: 'who you are',
  profile: 'your name and picture',
  email: 'your email address',
  public_metadata: 'your public metadata',
  private_metadata: 'your private metadata',
  offline_access: 'all this while you are away',
  'user:org:read': 'your organizations',
};

/** Where the pages' style sheet is. */
export const styleUrlOf = ({ url }: EmulatorContext): string => `${url}/_idp/page.css`;

const drawPage = (styleUrl: string, title: string, body: string, head = ''): string => `<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <meta name="color-scheme" content="light dark">
    <title>${escapeHtml(title)} · Frontdesk (emulated)</title>
    ${head}<link rel="icon" href="data:,">
    <link rel="stylesheet" href="${escapeHtml(styleUrl)}">
  </head>
  <body>
    <main>
      <p class="mark"><span class="letter" aria-hidden="true">F</span> Frontdesk <span class="badge">emulated</span></p>
      <h1>${escapeHtml(title)}</h1>
      ${body}
    </main>
    <footer>
      <p>This page is part of the Frontdesk emulator. Nothing on it is secret, and nothing leaves this computer.</p>
    </footer>
  </body>
</html>
`;

const nameOf = (user: User): string =>
  [user.firstName, user.lastName].filter(Boolean).join(' ') || primaryEmailAddress(user) || user.id;

/** The form goes to the page's own address, which carries the authorisation request. */
export function drawConsent(
  application: OauthApplication,
  logoUrl: string | null,
  scopes: readonly string[],
  users: readonly User[],
  styleUrl: string,
): string {
  const rows = users.slice(0, maximumListed).map(
    (user, index) => `<li><label class="account">
            <span class="name"><input type="radio" name="user_id" value="${escapeHtml(user.id)}"${
              index === 0 ? ' checked' : ''
            }> ${escapeHtml(nameOf(user))}</span>
            <span class="detail">${escapeHtml(primaryEmailAddress(user))}</span>
          </label></li>`,
  );
  const wishes = scopes.map((scope) => `<li>${escapeHtml(meanings[scope] ?? scope)}</li>`);
  return drawPage(
    styleUrl,
    `Let ${application.name} know you?`,
    `${logoUrl ? `<p><img src="${escapeHtml(logoUrl)}" width="64" height="64" alt=""></p>` : ''}
      <p class="lead"><strong>${escapeHtml(application.name)}</strong> asks to know:</p>
      <ul>${wishes.join('')}</ul>
      <form method="post">
        <ul class="accounts">${rows.join('')}</ul>
        <div class="pair">
          <button class="quiet" name="decision" value="deny" type="submit">Deny</button>
          <button class="primary" name="decision" value="allow" type="submit">Allow</button>
        </div>
      </form>`,
  );
}

/** The way back, by itself or by the link: a form's policy would follow a redirect up to the application. */
export const drawReturn = (application: OauthApplication, url: string, styleUrl: string): string =>
  drawPage(
    styleUrl,
    `Going back to ${application.name}`,
    `<p><a href="${escapeHtml(url)}">Go back to ${escapeHtml(application.name)}</a></p>`,
    `<meta http-equiv="refresh" content="0; url=${escapeHtml(url)}">
    `,
  );

const formPostScript = 'document.forms[0].submit()';

/** The one script of {@link drawFormPost}, as a source in a content security policy. */
export const formPostScriptHash = `'sha256-${createHash('sha256').update(formPostScript).digest('base64')}'`;

/** The way back by a form (OAuth 2.0 Form Post Response Mode), which sends itself, or by the button. */
export function drawFormPost(
  application: OauthApplication,
  url: string,
  fields: Readonly<Record<string, string>>,
  styleUrl: string,
): string {
  const inputs = Object.entries(fields).map(
    ([name, value]) => `<input type="hidden" name="${escapeHtml(name)}" value="${escapeHtml(value)}">`,
  );
  return drawPage(
    styleUrl,
    `Going back to ${application.name}`,
    `<form method="post" action="${escapeHtml(url)}">
        ${inputs.join('')}
        <button class="primary" type="submit">Go back to ${escapeHtml(application.name)}</button>
      </form>
      <script>${formPostScript}</script>`,
  );
}

export const drawRefusal = (reason: string, styleUrl: string): string =>
  drawPage(styleUrl, 'This cannot go on', `<p class="problem" role="alert">${escapeHtml(reason)}</p>`);
