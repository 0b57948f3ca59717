import type { EmulatorContext } from '../context.ts';
import type { User } from '../state/records.ts';

/** Never empty: without it Clerk's components would ask an image host on the internet. */
export const imageUrl = ({ url }: EmulatorContext, user: User): string =>
  user.image ? `${url}/_emulator/images/${user.image.id}` : `${url}/_emulator/avatars/${user.id}.svg`;

export const primaryEmailAddress = (user: User): string =>
  user.emailAddresses.find((email) => email.id === user.primaryEmailAddressId)?.emailAddress ?? '';

const primaryPhoneNumber = (user: User): string | undefined =>
  user.phoneNumbers.find((phone) => phone.id === user.primaryPhoneNumberId)?.phoneNumber;

/** By what people know the user: the address, the number or the username. */
export const identifierOf = (user: User): string =>
  primaryEmailAddress(user) || (primaryPhoneNumber(user) ?? user.username ?? '');

/** What members of an organisation see of each other. */
export const publicUserDataJson = (context: EmulatorContext, user: User) => ({
  first_name: user.firstName,
  last_name: user.lastName,
  image_url: imageUrl(context, user),
  has_image: user.image !== null,
  identifier: identifierOf(user),
  user_id: user.id,
});
