import { EventEmitter } from 'node:events';
import type { MenuItemConstructorOptions } from 'electron';
import { guardedClass } from './guard.ts';

type Template = readonly (MenuItemConstructorOptions | HostMenuItem)[];

class HostMenuItem {
  readonly id: string | undefined;
  readonly role: string | undefined;
  readonly type: string;
  readonly accelerator: unknown;
  readonly submenu: HostMenu | null;
  label: string;
  enabled: boolean;
  visible: boolean;
  checked: boolean;
  private readonly clicked: MenuItemConstructorOptions['click'];

  constructor(options: MenuItemConstructorOptions) {
    this.id = options.id;
    this.role = options.role;
    this.type = options.type ?? (options.submenu ? 'submenu' : 'normal');
    this.accelerator = options.accelerator;
    this.submenu = options.submenu ? toMenu(options.submenu) : null;
    this.label = options.label ?? options.role ?? '';
    this.enabled = options.enabled ?? true;
    this.visible = options.visible ?? true;
    this.checked = options.checked ?? false;
    this.clicked = options.click;
  }
  /** What the app registered for a click. Roles do nothing, since no menu is shown. */
  click(event: object = {}, window?: object): void {
    if (this.type === 'checkbox') this.checked = !this.checked;
    if (this.clicked) Reflect.apply(this.clicked, undefined, [this, window, event]);
  }
}

let applicationMenu: HostMenu | null = null;

class HostMenu extends EventEmitter {
  readonly items: HostMenuItem[] = [];

  static buildFromTemplate = (template: Template): HostMenu => {
    const menu = new Menu();
    for (const item of template) menu.append(item instanceof HostMenuItem ? item : new MenuItem(item));
    return menu;
  };
  static setApplicationMenu = (menu: HostMenu | null): void => {
    applicationMenu = menu;
  };
  static getApplicationMenu = (): HostMenu | null => applicationMenu;

  append(item: HostMenuItem): void {
    this.items.push(item);
  }
  /** Never shown: ends as if the user had looked elsewhere. */
  popup(options: { callback?: () => void } = {}): void {
    options.callback?.();
  }
  closePopup(): void {}
  getMenuItemById(id: string): HostMenuItem | null {
    for (const item of this.items) {
      const found = item.id === id ? item : item.submenu?.getMenuItemById(id);
      if (found) return found;
    }
    return null;
  }
}

/** Electron's MenuItem: what an item says and what a click on it does. */
export const MenuItem = guardedClass(HostMenuItem, 'MenuItem');
/** Electron's Menu: a tree of items that specs can look up and click. */
export const Menu = guardedClass(HostMenu, 'Menu');

function toMenu(submenu: unknown): HostMenu {
  return submenu instanceof HostMenu ? submenu : Menu.buildFromTemplate(submenu as Template);
}
