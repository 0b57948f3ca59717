import { apiError } from './api-error.ts';
import { resourceNotFound } from './catalogue.ts';

export const instanceExists = (name: string) =>
  apiError(409, 'instance_exists', 'already exists', `There is an instance named ${name} already.`);

export const instanceNotFound = (name: string) => resourceNotFound('instance', name);
