import { join } from 'node:path';

/** Where browser mode keeps its data when FRONTDESK_DATA_DIR does not say: the usual place of each system. */
export function defaultDataFolder(
  platform: NodeJS.Platform,
  environment: Record<string, string | undefined>,
  home: string,
): string {
  if (platform === 'darwin') return join(home, 'Library', 'Application Support', 'Frontdesk Web');
  if (platform === 'win32')
    return join(environment.LOCALAPPDATA ?? join(home, 'AppData', 'Local'), 'Frontdesk Web');
  return join(environment.XDG_DATA_HOME ?? join(home, '.local', 'share'), 'frontdesk-web');
}
