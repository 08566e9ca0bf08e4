using System.Net.Http.Headers;
using System.Security.Claims;
using System.Security.Cryptography;
using Imizu.Contracts.Access;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace Imizu.Testing.Servers;

/// <summary>
/// An OpenID Connect provider for services that run without the stack's: it signs what a test asks for, wrong tokens too, and gives machines theirs.
/// </summary>
public sealed class TestProvider
{
    private static readonly Lazy<TestProvider> ForAll = new(() => new());

    private readonly RsaSecurityKey _key = new(RSA.Create(2048)) { KeyId = "test" };
    private readonly string _address;

    private TestProvider()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var app = builder.Build();
        app.MapGet("/.well-known/openid-configuration", () => Results.Json(new { issuer = _address, jwks_uri = $"{_address}keys", token_endpoint = $"{_address}token" }));
        app.MapGet("/keys", () => Results.Json(new { keys = (object[])[PublicKey()] }));
        app.MapPost("/token", async (HttpRequest request) =>
        {
            var form = await request.ReadFormAsync();
            return Results.Json(new { access_token = Token($"{form["client_id"]}", $"{form["scope"]}", RolesOf($"{form["client_id"]}")), expires_in = 3600 });
        });
        app.Start();
        _address = app.Urls.Single().TrimEnd('/') + "/";
    }

    /// <summary>The one of this process.</summary>
    public static TestProvider Shared => ForAll.Value;

    /// <summary>Every role but those that ask in other people's names.</summary>
    public static IReadOnlyList<string> AllRoles { get; } = [.. Role.All.Select(role => role.Code).Except([Role.Sender, Role.TallyForwarder])];

    /// <summary>Its address, which is the issuer.</summary>
    public string Address => _address;

    /// <summary>What a service needs of it in its environment.</summary>
    public IReadOnlyDictionary<string, string> Settings(string service) => new Dictionary<string, string>
    {
        ["Authentication__Authority"] = _address, ["Authentication__Client__Id"] = Audience.Of(service), ["Authentication__Client__Secret"] = "of-the-tests",
    };

    /// <summary>The same for the command line, as its environment.</summary>
    public (string Name, string Value)[] CommandLine => [.. Settings("cli").Select(setting => (setting.Key, setting.Value))];

    /// <summary>A token.</summary>
    /// <param name="code">Whose.</param>
    /// <param name="audience">For whom.</param>
    /// <param name="roles">What that one may.</param>
    /// <param name="issuer">Who says so, where it is not this provider.</param>
    /// <param name="life">For how long it is good; below zero, it no longer is.</param>
    /// <param name="key">The key, where it is not this provider's.</param>
    public string Token(string code, string audience, IEnumerable<string> roles, string? issuer = null, TimeSpan? life = null, SecurityKey? key = null)
    {
        var until = TimeProvider.System.GetUtcNow().UtcDateTime + (life ?? TimeSpan.FromHours(12));
        return new JsonWebTokenHandler().CreateToken(new SecurityTokenDescriptor
        {
            Issuer = issuer ?? _address,
            Audience = audience,
            Subject = new ClaimsIdentity([new("sub", code), .. roles.Select(role => new Claim("role", role))]),
            NotBefore = until.AddDays(-1),
            IssuedAt = until.AddDays(-1),
            Expires = until,
            SigningCredentials = new(key ?? _key, SecurityAlgorithms.RsaSha256),
        });
    }

    /// <summary>The header with which somebody asks a service.</summary>
    public AuthenticationHeaderValue Header(string service, string code = "test", IEnumerable<string>? roles = null) => new("Bearer", Token(code, Audience.Of(service), roles ?? AllRoles));

    private static IEnumerable<string> RolesOf(string client) => client == Audience.Of("gateway") ? [Role.FeedReader, Role.TallyForwarder] : AllRoles;

    private JsonWebKey PublicKey()
    {
        var key = JsonWebKeyConverter.ConvertFromRSASecurityKey(new RsaSecurityKey(_key.Rsa.ExportParameters(includePrivateParameters: false)) { KeyId = _key.KeyId });
        key.Use = "sig";
        return key;
    }
}
