import { Clerk } from '@clerk/clerk-js/no-rhc';
import { ui } from '@clerk/ui/no-rhc';
import { dark } from '@clerk/ui/themes';
import { type PageState, pageStateSchema } from './address.ts';
import { keepClientToken } from './client-token.ts';

/**
 * Any of Clerk's prebuilt components, with the real clerk-js, against an emulator: which one stands in the address
 * (address.ts). Where a component wants to go, the page goes; after sign-in that is `UserButton`.
 */
const status = element('status');
const main = element('component');

function element(id: string): HTMLElement {
  const found = document.getElementById(id);
  if (!found) throw new Error(`#${id} is missing`);
  return found;
}

const readState = (): PageState =>
  pageStateSchema.parse(Object.fromEntries(new URLSearchParams(location.search)));

/** The address of this page with another component in it. */
function addressOf(component: string): string {
  const url = new URL(location.href);
  url.hash = '';
  for (const name of ['component', 'props']) url.searchParams.delete(name);
  url.searchParams.set('component', component);
  return url.href;
}

const initial = readState();
const darkPreferred = matchMedia('(prefers-color-scheme: dark)');
const appearance = () => (darkPreferred.matches ? { theme: dark } : {});
const nextFrame = () => new Promise(requestAnimationFrame);
const clerk = new Clerk(initial.publishableKey, { proxyUrl: initial.emulator });
keepClientToken(clerk);

const navigate = async (to: string): Promise<void> => {
  history.pushState(null, '', to);
  window.dispatchEvent(new PopStateEvent('popstate'));
  show();
};

let shown = '';
/** Mounts what the address names; changes of the hash alone belong to the mounted component. */
function show(): void {
  if (location.hash.startsWith('#/sso-callback')) {
    void clerk.handleRedirectCallback({
      signInUrl: addressOf('SignIn'),
      signUpUrl: addressOf('SignUp'),
      continueSignUpUrl: `${addressOf('SignUp')}#/continue`,
    });
    return;
  }
  const { component, props } = readState();
  const wanted = JSON.stringify([component, props]);
  if (wanted === shown) return;
  shown = wanted;
  const node = document.createElement('div');
  main.replaceChildren(node);
  const routed = { routing: 'hash' as const, ...props };
  const mounts: Record<PageState['component'], () => void> = {
    SignIn: () => clerk.mountSignIn(node, routed),
    SignUp: () => clerk.mountSignUp(node, routed),
    UserButton: () => clerk.mountUserButton(node, props),
    UserProfile: () => clerk.mountUserProfile(node, routed),
    OrganizationSwitcher: () => clerk.mountOrganizationSwitcher(node, props),
    OrganizationProfile: () => clerk.mountOrganizationProfile(node, routed),
    OrganizationList: () => clerk.mountOrganizationList(node, props),
    CreateOrganization: () => clerk.mountCreateOrganization(node, routed),
    Waitlist: () => clerk.mountWaitlist(node, props),
    APIKeys: () => clerk.mountAPIKeys(node, props),
  };
  mounts[component]();
}

function tell(): void {
  const { user, session, organization } = clerk;
  const actor = session?.actor ? `, acted for by ${session.actor.sub}` : '';
  status.textContent = user
    ? `${user.username ?? user.primaryEmailAddress?.emailAddress ?? user.primaryPhoneNumber?.phoneNumber ?? user.id}, ${session?.status}${organization ? `, in ${organization.name}` : ''}${actor}`
    : 'signed out';
}

/** Which theme the components have by now; they follow the browser's. */
function tellTheme(): void {
  document.documentElement.dataset.theme = darkPreferred.matches ? 'dark' : 'light';
}

clerk.addListener(tell);
element('leave').addEventListener('click', () => void clerk.signOut({ redirectUrl: addressOf('SignIn') }));
window.addEventListener('popstate', show);
darkPreferred.addEventListener('change', async () => {
  await clerk.__internal_updateProps({ appearance: appearance() });
  await nextFrame();
  await nextFrame();
  tellTheme();
});

await clerk.load({
  standardBrowser: false,
  telemetry: false,
  unsafe_disableDevelopmentModeConsoleWarning: true,
  signInUrl: addressOf('SignIn'),
  signUpUrl: addressOf('SignUp'),
  signInFallbackRedirectUrl: addressOf('UserButton'),
  signUpFallbackRedirectUrl: addressOf('UserButton'),
  afterSignOutUrl: addressOf('SignIn'),
  routerPush: navigate,
  routerReplace: navigate,
  ui: ui.ClerkUI ? { ClerkUI: ui.ClerkUI } : {},
  appearance: appearance(),
});
tell();
tellTheme();
show();
