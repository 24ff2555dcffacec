export type { Role, Scope } from './access.ts';
export { type Actor, createRecogniser, type RecogniseActor } from './actor.ts';
export { getVenue, type OnDayRuleChanged } from './change-venue.ts';
export { listCompanyIds } from './company.store.ts';
export {
  type CreatedCompany,
  createCompany,
  type NewCompany,
  type NewPerson,
} from './create-company.ts';
export { createVenue, type NewVenue } from './create-venue.ts';
export { requireBodyType } from './http/body-types.ts';
export { type CsvFile, csvRoute } from './http/csv-route.ts';
export {
  type ParsedRequest,
  type RouteContext,
  type RouteKit,
  recognise,
  route,
  transactionRoute,
} from './http/route.ts';
export {
  cursorInvalid,
  dateSchema,
  fromCursor,
  idSchema,
  instantSchema,
  minorSchema,
  pageOf,
  pageQuerySchema,
  problemSchema,
  toCursor,
} from './http/schemas.ts';
export {
  clientAddressHeader,
  hashPasswordText,
  type Identity,
  openIdentity,
  type Person,
} from './identity.ts';
export { emailSchema } from './member.routes.ts';
export { newPasswordText } from './password.ts';
export { tenancyRoutes } from './routes.ts';
export { openSignInLimit, type SignInLimit } from './sign-in-limit.ts';
export {
  nameSchema,
  presentVenue,
  type Recomputation,
  type VenueChanged,
  type VenueHooks,
  venueSchema,
} from './venue.routes.ts';
export { listVenues, lockVenue } from './venue.store.ts';
export type { Venue, VenueDayRule } from './venue.ts';
