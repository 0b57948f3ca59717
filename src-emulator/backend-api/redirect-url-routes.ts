import type { Request, Router } from 'express';
import { z } from 'zod';
import type { EmulatorContext } from '../context.ts';
import { resourceNotFound } from '../errors/catalogue.ts';
import { duplicateRecord } from '../errors/restriction-errors.ts';
import { createId } from '../state/identifiers.ts';
import type { RedirectUrl } from '../state/platform-records.ts';
import { readParameters } from '../wire/read-parameters.ts';
import { deletedJson } from '../wire/user-json.ts';
import type { BackendHandle } from './call.ts';
import { answerList, listFields } from './query.ts';

const createSchema = z.strictObject({
  url: z
    .string()
    .max(2048)
    .regex(/^[a-z][a-z0-9+.-]*:\/\/\S+$/i, 'must be an absolute URL, such as my-app://callback.'),
});

const redirectUrlJson = (redirectUrl: RedirectUrl) => ({
  object: 'redirect_url',
  id: redirectUrl.id,
  url: redirectUrl.url,
  created_at: redirectUrl.createdAt,
  updated_at: redirectUrl.updatedAt,
});

/** Addresses of native applications that people may be sent back to. Kept; what the emulator accepts is fixed. */
export function addRedirectUrlRoutes(router: Router, handle: BackendHandle, context: EmulatorContext): void {
  const list = () => context.store.platform.redirectUrls;
  const find = (request: Request): RedirectUrl => {
    const id = String(request.params.id);
    const redirectUrl = list().find((candidate) => candidate.id === id);
    if (!redirectUrl) throw resourceNotFound('redirect url', id);
    return redirectUrl;
  };

  router
    .route('/redirect_urls')
    .get(
      handle((request) =>
        answerList(
          list().toReversed(),
          readParameters(z.strictObject(listFields), request.query),
          redirectUrlJson,
        ),
      ),
    )
    .post(
      handle((request) => {
        const { url } = readParameters(createSchema, request.body);
        if (list().some((other) => other.url === url)) throw duplicateRecord(url);
        const now = context.clock();
        const redirectUrl = { id: createId('ru'), url, createdAt: now, updatedAt: now };
        list().push(redirectUrl);
        return redirectUrlJson(redirectUrl);
      }),
    );
  router
    .route('/redirect_urls/:id')
    .get(handle((request) => redirectUrlJson(find(request))))
    .delete(
      handle((request) => {
        const redirectUrl = find(request);
        list().splice(list().indexOf(redirectUrl), 1);
        return deletedJson('redirect_url', redirectUrl.id);
      }),
    );
}
