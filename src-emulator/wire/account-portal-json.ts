/** The emulator has no pages of its own to sign in at, which is what Clerk's account portal is. */
export const accountPortalJson = (homeUrl: string | null) => ({
  object: 'account_portal',
  allowed: false,
  enabled: false,
  internal_linking: false,
  after_sign_in_url: '',
  after_sign_up_url: '',
  after_join_waitlist_url: '',
  after_create_organization_url: '',
  after_leave_organization_url: '',
  logo_link_url: homeUrl ?? '',
  customization: {
    appearance: null,
    background_color_dark: null,
    background_color_light: null,
    primary_color_dark: null,
    primary_color_light: null,
  },
});
