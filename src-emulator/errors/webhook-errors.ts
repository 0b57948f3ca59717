import { apiError } from './api-error.ts';

export const svixAppExists = () =>
  apiError(
    400,
    'svix_app_exists',
    'Svix app already exists',
    'A Svix app has already been created for this instance.',
  );

export const svixAppMissing = () =>
  apiError(400, 'svix_app_missing', 'Svix app missing', 'No Svix app exists for this instance.');
