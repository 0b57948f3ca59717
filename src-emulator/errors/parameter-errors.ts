import { type ApiError, parameterError } from './api-error.ts';

/** Errors about a single request parameter, with Clerk's codes and texts. */

const words = (parameter: string) => parameter.replace(/_/g, ' ');

export const parameterMissing = (name: string): ApiError =>
  parameterError(name, 'form_param_missing', 'is missing', `${name} must be included.`);

export const parameterNil = (name: string): ApiError =>
  parameterError(name, 'form_param_nil', `Enter ${words(name)}.`);

export const parameterUnknown = (name: string): ApiError =>
  parameterError(
    name,
    'form_param_unknown',
    'is unknown',
    `${name} is not a valid parameter for this request.`,
  );

export const parameterDuplicate = (name: string): ApiError =>
  parameterError(
    name,
    'form_param_duplicate',
    'is duplicate',
    `${name} included multiple times. There should only be one.`,
  );

export const parameterTypeInvalid = (name: string, expected: string): ApiError =>
  parameterError(name, 'form_param_type_invalid', 'is invalid', `\`${name}\` must be a \`${expected}\`.`);

export const parameterTooLong = (name: string, maximum: number): ApiError =>
  parameterError(
    name,
    'form_param_max_length_exceeded',
    'exceeds maximum length',
    `${name} should not exceed ${maximum} characters.`,
  );

export const parameterNeeded = (name: string, other: string): ApiError =>
  parameterError(
    name,
    'form_conditional_param_missing',
    'is missing',
    `${name} must be included when ${other} is present.`,
  );

export const parameterExcluded = (name: string, other: string): ApiError =>
  parameterError(
    name,
    'form_conditional_param_disallowed',
    'is not allowed',
    `${name} is not allowed when ${other} is present.`,
  );

export const parameterResourceNotFound = (name: string): ApiError =>
  parameterError(
    name,
    'form_resource_not_found',
    'is missing',
    `The resource associated with the supplied ${name} was not found.`,
  );

export const parameterFormatInvalid = (name: string, reason: string): ApiError =>
  parameterError(name, 'form_param_format_invalid', 'is invalid', `${name} ${reason}`);

export const parameterValueInvalid = (name: string, reason: string): ApiError =>
  parameterError(name, 'form_param_value_invalid', 'is invalid', `${name} ${reason}`);
