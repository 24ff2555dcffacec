import { cx } from './cx.ts';

/** Line icons on a 20 × 20 grid, drawn for this portal. */
const paths = {
  home: 'M3 9.2 10 3.5l7 5.7M5 8v8.5h10V8M8.2 16.5v-4.7h3.6v4.7',
  sales: 'M3.5 16.5h13M5.5 13.5v-3M10 13.5v-9M14.5 13.5V8',
  menu: 'M5 3.5v4a2 2 0 0 0 4 0v-4M7 9.5v7M7 3.5v3.2M13.8 16.5v-5.2M13.8 11.3c-2 0-2.5-1.6-2.5-3.4 0-2.4 1-4.4 2.5-4.4z',
  plug: 'M7 3v3.5M13 3v3.5M5 6.5h10v2.7a5 5 0 0 1-10 0zM10 14.2V17',
  settings:
    'M3 6h7M14 6h3M3 14h3M10 14h7M12 6m-2 0a2 2 0 1 0 4 0a2 2 0 1 0-4 0M8 14m-2 0a2 2 0 1 0 4 0a2 2 0 1 0-4 0',
  chevronDown: 'm5.5 8 4.5 4.5L14.5 8',
  chevronUpDown: 'm6.8 7.5 3.2-3.2 3.2 3.2M6.8 12.5l3.2 3.2 3.2-3.2',
  chevronLeft: 'M12 5.5 7.5 10l4.5 4.5',
  chevronRight: 'M8 5.5l4.5 4.5L8 14.5',
  check: 'm4.5 10.5 3.7 3.7 7.3-8',
  close: 'm5.5 5.5 9 9M14.5 5.5l-9 9',
  plus: 'M10 4.5v11M4.5 10h11',
  refresh: 'M16 10a6 6 0 1 1-1.8-4.3M16.2 3v3.4h-3.4',
  warning: 'M10 3.6 17.2 16H2.8zM10 8.4v3.4M10 13.9v.1',
  info: 'M10 10m-6.7 0a6.7 6.7 0 1 0 13.4 0a6.7 6.7 0 1 0-13.4 0M10 9.3v4M10 6.6v.1',
  clock: 'M10 10m-6.7 0a6.7 6.7 0 1 0 13.4 0a6.7 6.7 0 1 0-13.4 0M10 6.3V10l2.6 1.6',
  search: 'M9 9m-5 0a5 5 0 1 0 10 0a5 5 0 1 0-10 0M12.7 12.7l3.8 3.8',
  external: 'M8 5H4.5v10.5H15V12M11 4.5h4.5V9M15.2 4.8 9 11',
  copy: 'M7.5 7.5h8.5V16H7.5zM12.5 7.3V4H4v8.5h3.3',
  eye: 'M2.8 10S5.4 5 10 5s7.2 5 7.2 5-2.6 5-7.2 5-7.2-5-7.2-5zM10 10m-2.1 0a2.1 2.1 0 1 0 4.2 0a2.1 2.1 0 1 0-4.2 0',
  eyeOff:
    'M3.5 3.5l13 13M8.3 5.2A7 7 0 0 1 10 5c4.6 0 7.2 5 7.2 5a13 13 0 0 1-2 2.7M5.3 6.8A13 13 0 0 0 2.8 10S5.4 15 10 15a7 7 0 0 0 2.7-.5M8.6 8.5a2.1 2.1 0 0 0 2.9 3',
  trash: 'M4 5.8h12M8 5.5V3.8h4v1.7M5.3 6l.8 10.3h7.8L14.7 6M8.5 8.8v4.7M11.5 8.8v4.7',
  globe:
    'M10 10m-6.7 0a6.7 6.7 0 1 0 13.4 0a6.7 6.7 0 1 0-13.4 0M3.5 10h13M10 3.3c2 1.9 2.9 4.1 2.9 6.7S12 14.8 10 16.700c-2-1.9-2.9-4.1-2.9-6.700S8 5.2 10 3.300z',
  sun: 'M10 10m-3 0a3 3 0 1 0 6 0a3 3 0 1 0-6 0M10 2.800v1.600M10 15.600v1.600M2.8 10h1.600M15.6 10h1.600M4.9 4.900l1.1 1.100M14 14l1.1 1.100M15.1 4.9 14 6M6 14l-1.1 1.1',
  moon: 'M16 11.800A6.5 6.5 0 0 1 8.2 4a6.5 6.5 0 1 0 7.8 7.800z',
  monitor: 'M3.3 4.500h13.400v8.700H3.300zM7.5 16h5M10 13.300V16',
  signOut: 'M8 3.800H4.300v12.400H8M12.5 6.5 16 10l-3.5 3.500M15.8 10H8',
  building: 'M4.5 16.500V4h7v12.500M11.5 8h4v8.500M3 16.500h14M7 7h2M7 10h2M7 13h2',
  people:
    'M7.5 7.300m-2.6 0a2.6 2.6 0 1 0 5.2 0a2.6 2.6 0 1 0-5.2 0M2.8 16c.3-2.9 2.2-4.4 4.7-4.400s4.4 1.5 4.7 4.400M13 5a2.4 2.4 0 0 1 0 4.700M14.3 11.900c1.7.5 2.7 1.9 2.9 4.1',
  key: 'M7 13m-3 0a3 3 0 1 0 6 0a3 3 0 1 0-6 0M9.2 10.800l6.3-6.300M13 7l2 2M11 9l1.5 1.5',
  shield:
    'M10 3 4 5.200v4.600c0 3.6 2.5 6 6 7.2 3.5-1.2 6-3.6 6-7.200V5.200zM7.4 10l1.9 1.9 3.4-3.7',
  filter: 'M3.5 5h13M6 10h8M8.5 15h3',
  receipt:
    'M5 3.500h10v13l-1.7-1.2-1.6 1.2-1.7-1.2-1.7 1.2-1.6-1.200L5 16.500zM7.7 7.500h4.600M7.7 10.500h4.6',
  pencil: 'm4 16 .8-3.300L13 4.500l2.5 2.5-8.2 8.200zM11.5 6 14 8.5',
  history: 'M4 10a6 6 0 1 0 1.8-4.300M3.8 3v3.400h3.400M10 6.800V10l2.3 1.5',
  stop: 'M5.5 5.500h9v9h-9z',
  table: 'M3.5 4.500h13v11h-13zM3.5 8.200h13M3.5 11.800h13M8 4.500v11',
  arrowUp: 'M10 15.500v-11M5.5 9 10 4.5 14.5 9',
  arrowDown: 'M10 4.500v11M5.5 11 10 15.5 14.5 11',
} as const;

export type IconName = keyof typeof paths;

/** Decorative: what it means must be said in words beside it. */
export function Icon(props: { name: IconName; size?: number; className?: string }) {
  const size = props.size ?? 18;
  return (
    <svg
      width={size}
      height={size}
      viewBox="0 0 20 20"
      fill="none"
      stroke="currentColor"
      strokeWidth={1.6}
      strokeLinecap="round"
      strokeLinejoin="round"
      className={cx('shrink-0', props.className)}
      aria-hidden
    >
      <path d={paths[props.name]} />
    </svg>
  );
}
