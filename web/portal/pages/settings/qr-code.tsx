import { create } from 'qrcode';

const quietZone = 3;

/** A QR code as one path: dark on white in both themes, because scanners expect it. */
export function QrCode(props: { text: string; label: string }) {
  const { modules } = create(props.text, { errorCorrectionLevel: 'M' });
  const { size } = modules;
  let path = '';
  for (let row = 0; row < size; row++) {
    for (let column = 0; column < size; column++) {
      if (modules.get(row, column)) path += `M${column} ${row}h1v1h-1z`;
    }
  }
  const side = size + 2 * quietZone;
  return (
    <svg
      role="img"
      aria-label={props.label}
      viewBox={`${-quietZone} ${-quietZone} ${side} ${side}`}
      className="size-44 rounded-md bg-white"
      shapeRendering="crispEdges"
    >
      <path d={path} fill="#000" />
    </svg>
  );
}
