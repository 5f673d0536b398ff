// A certified OpenID provider on loopback, for tests: who may sign in, and as whom, is read from a file each time.
// usage: node server.mjs <settings.json>   {port, people: "<file>", clients: [...]}; prints "ready" when it listens.
import { readFileSync } from 'node:fs';
import { generateKeyPairSync, randomBytes } from 'node:crypto';
import Provider, { errors } from 'oidc-provider';

const settings = JSON.parse(readFileSync(process.argv[2], 'utf8'));
const issuer = `http://127.0.0.1:${settings.port}`; // another site than the court at localhost, as in life
const people = () => JSON.parse(readFileSync(settings.people, 'utf8'));

const signingKey = (kid) => ({
  ...generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey.export({ format: 'jwk' }),
  kid,
  use: 'sig',
  alg: 'RS256',
});

const provider = new Provider(issuer, {
  clients: settings.clients,
  jwks: { keys: [signingKey('first')] },
  cookies: { keys: [randomBytes(24).toString('hex')] },
  claims: {
    openid: ['sub'],
    profile: ['name'],
    email: ['email', 'email_verified'],
    groups: ['groups'],
    acr: null,
    amr: null,
    sid: null,
    auth_time: null,
    iss: null,
  },
  scopes: ['openid', 'profile', 'email', 'groups'],
  features: {
    devInteractions: { enabled: false },
    backchannelLogout: { enabled: true },
    rpInitiatedLogout: { enabled: true },
  },
  interactions: { url: (_ctx, interaction) => `/interaction/${interaction.uid}` },
  async findAccount(_ctx, id) {
    const person = people()[id];
    return person && { accountId: id, claims: async () => ({ sub: id, ...person.claims }) };
  },
  // Everybody has agreed that this court may learn their name.
  async loadExistingGrant(ctx) {
    const { client, session, params } = ctx.oidc;
    const grant = new ctx.oidc.provider.Grant({ clientId: client.clientId, accountId: session.accountId });
    grant.addOIDCScope(params.scope);
    await grant.save();
    return grant;
  },
  ttl: { Session: 3600, Interaction: 600, Grant: 3600, AccessToken: 300, IdToken: 300 },
});

const page = (uid, wrong) => `<!doctype html><html lang="en"><title>Provider</title><main><h1>Sign in at the provider</h1>
${wrong ? '<p role="alert">Nobody here is called that.</p>' : ''}
<form method="post" action="/interaction/${uid}"><label>User name <input name="login" autofocus></label>
<button>Sign in</button> <button name="cancel" value="yes">Cancel</button></form></main>`;

async function form(ctx) {
  let body = '';
  for await (const chunk of ctx.req) body += chunk;
  return new URLSearchParams(body);
}

provider.use(async (ctx, next) => {
  const found = /^\/interaction\/([\w-]+)$/.exec(ctx.path);
  if (!found) return next();
  ctx.type = 'html';
  if (ctx.method === 'GET') {
    ctx.body = page(found[1], false);
    return undefined;
  }
  const sent = await form(ctx);
  if (sent.get('cancel')) {
    ctx.respond = false;
    const result = { error: new errors.AccessDenied().error, error_description: 'cancelled' };
    return provider.interactionFinished(ctx.req, ctx.res, result, { mergeWithLastSubmission: false });
  }
  const person = people()[sent.get('login')];
  if (!person) {
    ctx.body = page(found[1], true);
    return undefined;
  }
  ctx.respond = false;
  const login = { accountId: sent.get('login'), amr: person.amr, acr: person.acr, remember: true };
  return provider.interactionFinished(ctx.req, ctx.res, { login }, { mergeWithLastSubmission: false });
});

provider.on('server_error', (_ctx, error) => console.error(error));
provider.listen(settings.port, '127.0.0.1', () => console.log('ready'));
