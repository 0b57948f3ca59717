import { pbkdf2Sync } from 'node:crypto';
import { expect, it } from 'vitest';
import {
  type PasswordHasherName,
  passwordHasherNames,
  toStoredDigest,
} from '../../../../src-emulator/crypto/imported-passwords.ts';
import { createPasswordHasher } from '../../../../src-emulator/crypto/password-hasher.ts';

const { verify } = createPasswordHasher(1);
const password = 'Flow-Matic-1955';

/** Made by other implementations: Python's hashlib, bcryptjs, hash-wasm, and Firebase's own example. */
const digests: [PasswordHasherName, digest: string, password?: string][] = [
  [
    'argon2i',
    '$argon2i$v=19$m=64,t=2,p=2$c2Vhc2FsdCFzZWFzYWx0IQ$nQNYS9WwdYOAH7ipaBhPZym1RFx6dwwIszSZSAY4Mgk',
  ],
  [
    'argon2id',
    '$argon2id$v=19$m=64,t=2,p=2$c2Vhc2FsdCFzZWFzYWx0IQ$k6lDOcAMFM370t3sdMTqKveOnKJJkfP+OIqsuoKqVOSzy032obNlieclME25jsILCuh5t2SnbVux6TpezGsklrEt67cIlkOYCx7X8/jFd6M',
  ],
  ['bcrypt', '$2b$04$LsrjWkzrBg3raOoCt9rUdexlQGParhF3EwVdRGvsHAAghNm/M3.42'],
  ['bcrypt_sha256_django', 'bcrypt_sha256$$2b$04$zFDzkdOBTMY2qPv5af9ZS.Qy2joAdBZZ1zsjpJ1LRLd5DVV1pSSFe'],
  ['ldap_ssha', '{SSHA}BZo0piHS6CZNUUqLRO2uAQi2l55zZWFzYWx0IQ=='],
  ['md5', '1e45c42f87e523984ad45bc5843f9ee6'],
  ['md5_phpass', '$P$6seasalt.DzPvFq1qmH/JT592SYtXT0'],
  [
    'pbkdf2_sha1',
    'pbkdf2_sha1$1000$seasalt$81c85712d3625c6d6144468a67a7677ba1607d1869611b7b4b2c50a709ed22f0',
  ],
  [
    'pbkdf2_sha1',
    'pbkdf2_sha1$1000$30313233343536373839616263646566$6ce74042de94f44b01d5b719b9dfdc0434683aef$20',
  ],
  [
    'pbkdf2_sha256',
    'pbkdf2_sha256$1000$MDEyMzQ1Njc4OWFiY2RlZg==$wTDfoZ8rdt7oIRTMY27u7Okk59DiIjdq4SPb6DGlVnc=',
  ],
  ['pbkdf2_sha256_django', 'pbkdf2_sha256$1000$seasalt$nVhNXaMn5DIznWgo0GhuJEEcfQjoV7kPp6V9eAuTsHw='],
  [
    'pbkdf2_sha512',
    'pbkdf2_sha512$1000$seasalt$0160431c2623687a336e5fba2808277f32dba28149b0e480b9bf6e8a4b4905b81a23ca701f9d65e3e6e6931118637d526f8fc7cff11a976931c8344344cd317d',
  ],
  [
    'pbkdf2_sha512_hex',
    'pbkdf2_sha512_hex$1000$30313233343536373839616263646566$1bd895bd2678198731abd6a2eff29b8c94f3e57730b0ed149f887684247b20feb6124278d5c75f319c189373d326533506f96fedcda8c312bf59e6495b1e23ea',
  ],
  ['phpass', '$P$6seasalt.txQHgZt1xMeQnyua.Ldmw/'],
  [
    'scrypt_firebase',
    'lSrfV15cpx95/sZS2W9c9Kp6i/LVgQNDNC/qzrCnh1SAyZvqmZqAjTdn3aoItz+VHjoZilo78198JAdRuid5lQ==$42xEC+ixf3L2lw==$jxspr8Ki0RYycVU8zykbdLGjFQ3McFUH0uiiTvC8pVMXAn210wjLNmdZJzxUECKbm0QsEmYUSDzZvpjeJ9WmXA==$Bw==$8$14',
    'user1password',
  ],
  [
    'scrypt_werkzeug',
    'scrypt:1024:8:1$seasalt$db7a11cc5d1cf6a020bd995cf10a10cb61c79cfdb7269d4d1a75202cfd091b4c6abc2a81a96915f2436b6b85a05aa1086b83e963f25c2eef98b93f39def95cc3',
  ],
  ['sha256', '08ddb4fe713bac430cbb46f9b25636960bc6a531c2cd3a87be4973648eaee7a1'],
  [
    'sha512_symfony',
    'sha512_symfony$50$seasalt$0UxQJsQZIX/Fy4Vw9RfAUyFvM9+gV+mbA8iQT0/34maTxNiMgUIBKHMgSblkI90ouaUc8SPrNqPhT95v//ytPA==',
  ],
];

it('knows a digest of each algorithm', () => {
  expect([...new Set(digests.map(([name]) => name))]).toStrictEqual(passwordHasherNames);
});

it.each(digests)('recognises the password of a digest of %s: %s', async (name, digest, own = password) => {
  const stored = toStoredDigest(name, digest) ?? '';
  expect(await verify(own, stored)).toBe(true);
  expect(await verify(`${own}x`, stored)).toBe(false);
  expect(await verify('', stored)).toBe(false);
});

it.each<[PasswordHasherName, string]>([
  ['bcrypt', ''],
  ['bcrypt', '$2b$31$LsrjWkzrBg3raOoCt9rUdexlQGParhF3EwVdRGvsHAAghNm/M3.42'],
  ['bcrypt', '$2b$04$short'],
  ['argon2i', '$argon2id$v=19$m=64,t=2,p=2$c2Vhc2FsdCFzZWFzYWx0IQ$nQNYS9WwdYOAH7ipaBhPZw'],
  ['argon2id', '$argon2id$v=19$m=4,t=2,p=2$c2Vhc2FsdCFzZWFzYWx0IQ$nQNYS9WwdYOAH7ipaBhPZw'],
  ['argon2id', '$argon2id$v=19$m=999999,t=1,p=2$c2Vhc2FsdCFzZWFzYWx0IQ$nQNYS9WwdYOAH7ipaBhPZw'],
  ['argon2id', '$argon2id$v=19$m=65536,t=99,p=2$c2Vhc2FsdCFzZWFzYWx0IQ$nQNYS9WwdYOAH7ipaBhPZw'],
  ['md5', '08ddb4fe713bac430cbb46f9b25636960bc6a531c2cd3a87be4973648eaee7a1'],
  ['pbkdf2_sha256', 'pbkdf2_sha256$0$MDEy$wTDf'],
  ['scrypt_werkzeug', 'scrypt:1000:8:1$seasalt$db7a'],
  ['scrypt_firebase', 'lSrf$42xE$jxsp$Bw==$8$19'],
  ['phpass', '$P$zseasalt.txQHgZt1xMeQnyua.Ldmw/'],
])('takes nothing for a digest of %s that is none, or that would take for ever: %s', (name, digest) => {
  expect(toStoredDigest(name, digest)).toBeUndefined();
});

it.each<[PasswordHasherName, string]>([
  ['pbkdf2_sha1', 'pbkdf2_sha1$1$seasalt$6c'],
  ['pbkdf2_sha256', 'pbkdf2_sha256$1$c2Vhc2FsdA==$A'],
  ['pbkdf2_sha256_django', 'pbkdf2_sha256$1$seasalt$A'],
  ['scrypt_firebase', 'A$A$A$$8$14'],
  ['scrypt_werkzeug', 'scrypt:1024:8:1$seasalt$A'],
])('takes no digest of %s that many passwords would fit: %s', (name, digest) => {
  expect(toStoredDigest(name, digest)).toBeUndefined();
});

it('takes a salt with any characters', async () => {
  const salt = 'sea\nsalt';
  const hash = pbkdf2Sync(password, salt, 10, 32, 'sha512').toString('hex');
  const stored = toStoredDigest('pbkdf2_sha512', `pbkdf2_sha512$10$${salt}$${hash}`) ?? '';
  expect(await verify(password, stored)).toBe(true);
});

it('hashes what is longer than 72 bytes as bcrypt does, which leaves the rest out', async () => {
  const stored =
    toStoredDigest('bcrypt', '$2b$06$PsGi0stM5FERgkts6GAeGeMGmHVcAHv4PdoiI8Ff.FNatYPENV8TG') ?? '';
  expect(await verify('ü'.repeat(50), stored)).toBe(true);
  expect(await verify('ü'.repeat(36), stored)).toBe(true);
  expect(await verify('ü'.repeat(35), stored)).toBe(false);
});
