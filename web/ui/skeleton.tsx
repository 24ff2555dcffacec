import { cx } from './cx.ts';

/** The shape of what is coming, so that nothing jumps when it arrives. */
export function Skeleton(props: { className?: string }) {
  return <span aria-hidden className={cx('skeleton block rounded-md', props.className)} />;
}

/** Several lines of it, announced once as busy. */
export function SkeletonLines(props: { count: number; label: string; className?: string }) {
  return (
    <div role="status" aria-label={props.label} className={cx('space-y-2.5', props.className)}>
      {Array.from({ length: props.count }, (_, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the lines are alike and never move
        <Skeleton key={index} className="h-9 w-full" />
      ))}
    </div>
  );
}
