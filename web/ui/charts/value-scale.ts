import { scaleLinear } from '@visx/scale';

/**
 * The vertical scale of a chart of amounts in minor units, from `height` at the bottom up to 0.
 * Ticks are whole minor units: there is no fifth of a cent. Where every value is 0 the base line
 * is the only honest tick.
 */
export function valueScale(of: { values: readonly number[]; height: number }) {
  const low = Math.min(0, ...of.values);
  const high = Math.max(0, ...of.values);
  const isEmpty = low === 0 && high === 0;
  const scale = scaleLinear({
    domain: [low, isEmpty ? 1 : high],
    range: [of.height, 0],
    ...(isEmpty ? {} : { nice: 4 }),
  });
  const ticks = isEmpty ? [0] : scale.ticks(4).filter(Number.isInteger);
  return { scale, ticks };
}
