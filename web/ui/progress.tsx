/** How far long work has come; `text` says it in words. */
export function Progress(props: { percent: number; label: string; text: string }) {
  const percent = Math.max(0, Math.min(100, props.percent));
  return (
    <div
      role="progressbar"
      aria-label={props.label}
      aria-valuemin={0}
      aria-valuemax={100}
      aria-valuenow={Math.round(percent)}
      aria-valuetext={props.text}
      className="h-1.5 overflow-hidden rounded-full bg-hover"
    >
      <div
        className="h-full rounded-full bg-bar transition-[width] duration-700 ease-out"
        style={{ width: `${percent}%` }}
      />
    </div>
  );
}
