import { create, createPart, element } from './dom.js';

const describePerson = ({ emailAddress, role }) => `${emailAddress} (${role.replace('org:', '')})`;

const createOrganization = ({ name, slug, members, pendingInvitations }) =>
  create(
    'li',
    { className: 'row' },
    create(
      'div',
      {},
      create('div', { className: 'name', text: name }),
      create('div', {
        className: 'detail',
        text: [
          members.length === 0 ? 'no members' : members.slice(0, 10).map(describePerson).join(', '),
          ...(members.length > 10 ? [`and ${members.length - 10} more`] : []),
          ...(pendingInvitations.length > 0
            ? [`invited: ${pendingInvitations.slice(0, 10).map(describePerson).join(', ')}`]
            : []),
        ].join('; '),
      }),
    ),
    create('span', { className: 'detail', text: slug }),
  );

/** The panel is there once there is an organisation. */
export const showOrganizations = createPart((organizations) => {
  element('organizations-panel').hidden = organizations.length === 0;
  element('organizations').replaceChildren(...organizations.map(createOrganization));
});
