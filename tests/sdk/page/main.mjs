// An application of somebody else's: @clerk/react as it comes, with no hook for the emulator.
import { ClerkProvider, Show, SignIn, UserButton, useAuth, useUser } from '@clerk/react';
import { createElement as h, useState } from 'react';
import { createRoot } from 'react-dom/client';

/** Where the page finds Clerk: the environment of a build, here written in by the server of the page. */
const settings = JSON.parse(document.getElementById('settings')?.textContent ?? '{}');

function Home() {
  const { user } = useUser();
  const { getToken } = useAuth();
  const [answer, setAnswer] = useState('');
  const ask = async () => {
    const token = await getToken();
    const claims = JSON.parse(atob(token.split('.')[1].replaceAll('-', '+').replaceAll('_', '/')));
    setAnswer(`token for ${claims.sub} from ${claims.azp}`);
  };
  return h(
    'main',
    null,
    h(UserButton),
    h('h1', null, `Hello, ${user?.firstName ?? 'you'}!`),
    h('button', { type: 'button', onClick: ask }, 'Get a token'),
    h('p', { id: 'answer' }, answer),
  );
}

createRoot(document.getElementById('root')).render(
  h(
    ClerkProvider,
    { ...settings, telemetry: false, afterSignOutUrl: '/' },
    h(Show, { when: 'signed-in' }, h(Home)),
    h(Show, { when: 'signed-out' }, h(SignIn, { routing: 'hash', fallbackRedirectUrl: '/' })),
  ),
);
