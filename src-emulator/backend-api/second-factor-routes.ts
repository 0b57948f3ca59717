import type { Request, Router } from 'express';
import { z } from 'zod';
import type { EmulatorContext } from '../context.ts';
import { totpCodeIncorrect, totpDisabled } from '../errors/catalogue.ts';
import { acceptBackupCode, removeBackupCodes } from '../operations/backup-codes.ts';
import { removeSecondFactors } from '../operations/has-second-factor.ts';
import { acceptTotpCode, removeTotp } from '../operations/totp.ts';
import { requireUserById } from '../operations/users.ts';
import type { User } from '../state/records.ts';
import { readParameters } from '../wire/read-parameters.ts';
import type { BackendHandle } from './call.ts';

const verifySchema = z.strictObject({ code: z.string().min(1).max(64) });

/** Second factors of any user, as a backend checks and takes them away. */
export function addSecondFactorRoutes(router: Router, handle: BackendHandle, context: EmulatorContext): void {
  const findUser = (request: Request) => requireUserById(context, String(request.params.id));

  router.post(
    '/users/:id/verify_totp',
    handle(async (request) => {
      const user = findUser(request);
      const { code } = readParameters(verifySchema, request.body);
      if (!user.totp?.verified) throw totpDisabled();
      if (acceptTotpCode(user.totp, code, context.clock())) return { verified: true, code_type: 'totp' };
      if (await acceptBackupCode(context, user, code)) return { verified: true, code_type: 'backup_code' };
      throw totpCodeIncorrect();
    }),
  );

  const removeAll = ({ clock }: EmulatorContext, user: User) => removeSecondFactors(user, clock());
  const removals = { mfa: removeAll, totp: removeTotp, backup_code: removeBackupCodes };
  for (const [name, remove] of Object.entries(removals))
    router.delete(
      `/users/:id/${name}`,
      handle((request) => {
        const user: User = findUser(request);
        remove(context, user);
        return { user_id: user.id };
      }),
    );
}
