/// <reference path="../raw-text.d.ts" />
import type { Response, Router } from 'express';
import activityScript from './page/activity.js?raw';
import controlsStyle from './page/controls.css?raw';
import controlsScript from './page/controls.js?raw';
import domScript from './page/dom.js?raw';
import instancesScript from './page/instances.js?raw';
import organizationsScript from './page/organizations.js?raw';
import outboxScript from './page/outbox.js?raw';
import style from './page/page.css?raw';
import html from './page/page.html?raw';
import script from './page/page.js?raw';
import panelStyle from './page/panels.css?raw';
import requestsScript from './page/requests.js?raw';
import settingsStyle from './page/settings.css?raw';
import settingsScript from './page/settings.js?raw';
import settingsFieldsScript from './page/settings-fields.js?raw';
import webhooksStyle from './page/webhooks.css?raw';
import webhooksScript from './page/webhooks.js?raw';

const contentSecurityPolicy = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self' data:",
  "connect-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ');

const scripts = {
  'activity.js': activityScript,
  'controls.js': controlsScript,
  'dom.js': domScript,
  'instances.js': instancesScript,
  'organizations.js': organizationsScript,
  'outbox.js': outboxScript,
  'page.js': script,
  'requests.js': requestsScript,
  'settings.js': settingsScript,
  'settings-fields.js': settingsFieldsScript,
  'webhooks.js': webhooksScript,
};
const styles = {
  'controls.css': controlsStyle,
  'page.css': style,
  'panels.css': panelStyle,
  'settings.css': settingsStyle,
  'webhooks.css': webhooksStyle,
};

/** The page for people: what runs here, the keys to copy, the mail that would have been sent, and the controls. */
export function addPageRoutes(router: Router): void {
  router.get('/', (_request, response) => {
    response.setHeader('Content-Security-Policy', contentSecurityPolicy);
    send(response, 'text/html', html);
  });
  for (const [name, body] of Object.entries(scripts))
    router.get(`/_emulator/${name}`, (_request, response) => send(response, 'text/javascript', body));
  for (const [name, body] of Object.entries(styles))
    router.get(`/_emulator/${name}`, (_request, response) => send(response, 'text/css', body));
}

function send(response: Response, type: string, body: string): void {
  response.setHeader('Content-Type', `${type}; charset=utf-8`);
  response.end(body);
}
