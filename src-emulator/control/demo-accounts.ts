import type { EmulatorContext } from '../context.ts';
import { demoAccounts } from '../state/seed.ts';

type DemoAccount = { emailAddress: string; password: string };

/** Lists the demo accounts that can be signed in to with their password; each hash is compared only once. */
export function createDemoAccountList({ store, passwords }: EmulatorContext): () => Promise<DemoAccount[]> {
  const results = new Map<string, { hash: string; works: Promise<boolean> }>();
  const works = ({ emailAddress, password }: DemoAccount): Promise<boolean> | boolean => {
    const hash = store.findUserByEmail(emailAddress)?.passwordHash;
    if (!hash) return false;
    const known = results.get(emailAddress);
    if (known?.hash === hash) return known.works;
    const result = { hash, works: passwords.verify(password, hash) };
    results.set(emailAddress, result);
    return result.works;
  };
  return async () => {
    const answers = await Promise.all(demoAccounts.map(works));
    return demoAccounts
      .filter((_account, index) => answers[index])
      .map(({ emailAddress, password }) => ({ emailAddress, password }));
  };
}
