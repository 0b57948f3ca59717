import type { Response } from 'express';
import type { User } from '../state/records.ts';
import type { Store } from '../state/store.ts';

/** Answers an uploaded profile image or logo; `false` when there is none with this id. */
export function sendProfileImage(response: Response, store: Store, imageId: string): boolean {
  const image =
    [...store.users.values()].find((user) => user.image?.id === imageId)?.image ??
    store.organizations.organizations.find(({ logo }) => logo?.id === imageId)?.logo ??
    store.platform.oauthApplications.find(({ logo }) => logo?.id === imageId)?.logo;
  if (!image) return false;
  sendPicture(response, image.contentType, Buffer.from(image.base64, 'base64'));
  return true;
}

/** Answers a picture with the initials of a user or an organisation; `false` when there is neither. */
export function sendAvatar(response: Response, store: Store, id: string): boolean {
  const user = store.users.get(id);
  const organization = store.organizations.organizations.find((candidate) => candidate.id === id);
  const initials = user ? initialsOf(user) : organization && initialOf(organization.name);
  if (initials === undefined) return false;
  sendPicture(response, 'image/svg+xml', Buffer.from(drawAvatar(id, initials)));
  return true;
}

function sendPicture(response: Response, contentType: string, bytes: Buffer): void {
  response.setHeader('Content-Type', contentType);
  response.setHeader('Cache-Control', 'private, max-age=60');
  // Clerk's components ask for pictures with crossorigin=anonymous; Clerk's own image host answers the same.
  response.setHeader('Access-Control-Allow-Origin', '*');
  response.setHeader('Cross-Origin-Resource-Policy', 'cross-origin');
  response.setHeader('Content-Security-Policy', "default-src 'none'; style-src 'unsafe-inline'; sandbox");
  response.end(bytes);
}

function drawAvatar(id: string, initials: string): string {
  const hue = [...id].reduce((sum, letter) => (sum * 31 + letter.charCodeAt(0)) % 360, 7);
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 80 80" role="img">
<defs><linearGradient id="g" x1="0" y1="0" x2="1" y2="1">
<stop stop-color="hsl(${hue} 62% 52%)"/><stop offset="1" stop-color="hsl(${(hue + 40) % 360} 66% 38%)"/>
</linearGradient></defs>
<rect width="80" height="80" fill="url(#g)"/>
<text x="40" y="41" fill="#fff" font-family="system-ui, sans-serif" font-size="32" font-weight="600"
 text-anchor="middle" dominant-baseline="central">${escapeXml(initials)}</text>
</svg>`;
}

function initialsOf({ firstName, lastName, emailAddresses }: User): string {
  const names = [firstName, lastName].filter((name) => name !== null);
  const words = names.length > 0 ? names : [emailAddresses[0]?.emailAddress ?? '?'];
  return words.map(initialOf).join('');
}

const initialOf = (word: string): string => [...word][0]?.toUpperCase() ?? '';

const escapeXml = (text: string): string =>
  text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
