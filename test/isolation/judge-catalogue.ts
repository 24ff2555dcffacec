import {
  rootTable,
  schemasOfNobody,
  systemFunctions,
  systemReads,
  tablesOfNobody,
} from './allowlist.ts';
import type {
  Catalogue,
  FunctionFound,
  PolicyFound,
  ReferenceFound,
  RoleFound,
  TableFound,
} from './catalogue.ts';

const appRole = 'tillbridge_app';
const systemRole = 'tillbridge_system';
const ownCompany = '(company_id = ( SELECT current_company() AS current_company))';

/** Everything in which the schema breaks a rule of tenancy, as sentences; empty when all is well. */
export function judgeCatalogue(catalogue: Catalogue): string[] {
  const tenants = new Set(
    catalogue.tables.filter((table) => table.hasCompany).map((table) => table.name),
  );
  return [
    ...catalogue.tables.flatMap((table) => judgeTable(table, tenants)),
    ...catalogue.definers.flatMap(judgeFunction),
    ...judgeRoles(catalogue.roles),
    ...judgeAllowlist(catalogue),
  ];
}

function judgeTable(table: TableFound, tenants: ReadonlySet<string>): string[] {
  const { name } = table;
  const tell = (text: string) => `${name} ${text}`;
  if (table.kind !== 'table')
    return [tell(`is a ${table.kind}, which answers beside the policies`)];
  if (!table.hasCompany) {
    return name in tablesOfNobody || table.schema in schemasOfNobody
      ? []
      : [tell('has no company_id and is on no allowlist')];
  }
  return [
    ...(table.isCompanyRequired ? [] : [tell('lets company_id be null')]),
    ...(table.isRlsEnabled ? [] : [tell('does not have row-level security on')]),
    ...(table.isRlsForced ? [] : [tell('does not force row-level security on its owner')]),
    ...judgePolicies(table),
    ...judgeKeys(table),
    ...table.references.flatMap((reference) => judgeReference(table, reference, tenants)),
    ...table.grantees
      .filter((role) => role !== appRole && !(role === systemRole && name in systemReads))
      .map((role) => tell(`may be used by ${role}`)),
  ];
}

function judgePolicies({ name, policies }: TableFound): string[] {
  const wanted = {
    tenant_rows: policyOf({ isPermissive: true }),
    tenant_floor: policyOf({ isPermissive: false }),
    ...(name in systemReads
      ? {
          system_reads: policyOf({
            isPermissive: true,
            command: 'SELECT',
            roles: [systemRole],
            using: 'true',
            check: null,
          }),
        }
      : {}),
  };
  const found = Object.fromEntries(policies.map(({ name: policy, ...rest }) => [policy, rest]));
  const names = [...new Set([...Object.keys(wanted), ...Object.keys(found)])];
  return names.flatMap((policy) => {
    const [is, should] = [found[policy], (wanted as Record<string, unknown>)[policy]];
    if (should === undefined) return [`${name} has the policy ${policy}, which no rule allows`];
    if (is === undefined) return [`${name} lacks the policy ${policy}`];
    const isSame = JSON.stringify(ordered(is)) === JSON.stringify(ordered(should as typeof is));
    return isSame ? [] : [`${name} has another policy ${policy} than the rule says`];
  });
}

type Policy = Omit<PolicyFound, 'name'>;

function policyOf(special: Partial<Policy>): Policy {
  return {
    isPermissive: true,
    command: 'ALL',
    roles: [appRole],
    using: ownCompany,
    check: ownCompany,
    ...special,
  };
}

function ordered({ isPermissive, command, roles, using, check }: Policy) {
  return [isPermissive, command, [...roles].sort(), using, check];
}

function judgeKeys({ name, hasPrimaryKey, uniqueKeys }: TableFound): string[] {
  const loose = uniqueKeys.filter((key) => key.columns[0] !== 'company_id');
  return [
    ...(hasPrimaryKey ? [] : [`${name} has no primary key`]),
    ...loose.map((key) => `${name} has the key ${key.name} that does not begin with company_id`),
  ];
}

function judgeReference(
  table: TableFound,
  reference: ReferenceFound,
  tenants: ReadonlySet<string>,
): string[] {
  const { target, columns, targetColumns } = reference;
  const tell = (text: string) => [`${table.name} refers to ${target} ${text} (${reference.name})`];
  if (!tenants.has(target)) return tell('that is no tenant table');
  const isLed = columns[0] === 'company_id' && targetColumns[0] === 'company_id';
  if (!isLed) return tell('without leading with company_id');
  if (target !== rootTable && columns.length < 2) return tell('by the company alone');
  return [];
}

function judgeFunction(found: FunctionFound): string[] {
  const tell = (text: string) => `${found.name}() ${text}`;
  const allowed = systemFunctions[found.name];
  if (allowed === undefined) return [tell('is SECURITY DEFINER and on no allowlist')];
  const extra = found.columns.filter((column) => !allowed.columns.includes(column));
  return [
    ...extra.map((column) => tell(`answers ${column}`)),
    ...(found.owner === systemRole ? [] : [tell(`runs as ${found.owner}`)]),
    ...(found.hasFixedPath ? [] : [tell('looks names up along the caller’s path')]),
    ...(found.isForEverybody ? [tell('may be called by everybody')] : []),
  ];
}

function judgeRoles(roles: readonly RoleFound[]): string[] {
  const missing = [appRole, systemRole].filter((name) => roles.every((role) => role.name !== name));
  const app = roles.find((role) => role.name === appRole);
  return [
    ...missing.map((name) => `there is no role ${name}`),
    ...roles.flatMap((role) => judgePower(role)),
    ...(app?.ownedObjects ?? []).map((thing) => `${appRole} owns ${thing}`),
    ...(app?.creatableSchemas ?? []).map((schema) => `${appRole} may make things in ${schema}`),
    ...(app?.canCreateInDatabase ? [`${appRole} may make schemas`] : []),
  ];
}

function judgePower(role: RoleFound): string[] {
  const powers = {
    'is a superuser': role.isSuper,
    'bypasses row-level security': role.isBypassing,
    'may make roles': role.canCreateRoles,
    'may make databases': role.canCreateDatabases,
  };
  return [
    ...Object.entries(powers).flatMap(([power, has]) => (has ? [`${role.name} ${power}`] : [])),
    ...role.memberOf.map((other) => `${role.name} has the rights of ${other}`),
  ];
}

/** An excuse for something that is gone would silently excuse the next thing of its name. */
function judgeAllowlist({ tables, definers }: Catalogue): string[] {
  const tableNames = new Set(tables.map((table) => table.name));
  const functionNames = new Set(definers.map((definer) => definer.name));
  const stale = [
    ...[...Object.keys(tablesOfNobody), ...Object.keys(systemReads)].filter(
      (name) => !tableNames.has(name),
    ),
    ...Object.keys(systemFunctions).filter((name) => !functionNames.has(name)),
  ];
  return stale.map((name) => `${name} is on an allowlist and does not exist`);
}
