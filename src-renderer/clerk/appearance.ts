import type { Appearance } from '@clerk/ui/no-rhc';

/**
 * Clerk's components in the window's own colours: the custom properties of styles/tokens.css, in both themes.
 */
export const clerkAppearance: Appearance = {
  options: { logoPlacement: 'none', socialButtonsVariant: 'auto' },
  variables: {
    colorPrimary: 'var(--brand)',
    colorPrimaryForeground: 'var(--on-brand)',
    colorDanger: 'var(--danger)',
    colorSuccess: 'var(--success)',
    colorWarning: 'var(--warning)',
    colorNeutral: 'var(--ink)',
    colorForeground: 'var(--ink)',
    colorMuted: 'var(--surface-sunken)',
    colorMutedForeground: 'var(--ink-soft)',
    colorBackground: 'var(--surface)',
    colorInput: 'var(--field)',
    colorInputForeground: 'var(--ink)',
    colorRing: 'var(--focus)',
    colorBorder: 'var(--ink)',
    colorModalBackdrop: 'var(--backdrop)',
    fontFamily: 'var(--font-body)',
    fontFamilyButtons: 'var(--font-body)',
    fontFamilyMono: 'var(--font-mono)',
    fontSize: '0.9375rem',
    borderRadius: '0.5rem',
  },
  elements: {
    headerTitle: { fontFamily: 'var(--font-display)', fontWeight: '500', fontSize: '1.5rem' },
    formFieldInput: { border: '1px solid var(--field-line)' },
    otpCodeFieldInput: { border: '1px solid var(--field-line)' },
    userButtonPopoverActionButton: { color: 'var(--ink)' },
    badge: { color: 'var(--ink)' },
    avatarBox: { background: 'var(--surface-sunken)' },
    footerActionLink: { color: 'var(--brand-text)' },
  },
};
