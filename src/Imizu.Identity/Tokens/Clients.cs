using Imizu.Contracts;
using Imizu.Contracts.Access;
using OpenIddict.Abstractions;
using static OpenIddict.Abstractions.OpenIddictConstants;

namespace Imizu.Identity.Tokens;

/// <summary>What is configured of a client.</summary>
internal sealed record ClientSettings
{
    /// <summary>Its secret; without one the client is not registered.</summary>
    public string Secret { get; init; } = "";

    /// <summary>The roles of a service account that is not one of the stack's own, such as a register's that records by itself.</summary>
    public IReadOnlyList<string> Roles { get; init; } = [];

    /// <summary>The addresses to which people are led back; those of an application that people use.</summary>
    public IReadOnlyList<Uri> RedirectUris { get; init; } = [];

    /// <summary>Where people are led after they have logged out.</summary>
    public IReadOnlyList<Uri> LogOutUris { get; init; } = [];
}

/// <summary>The applications and service accounts that may ask for tokens. What each may do is told here; its secret comes from the configuration.</summary>
internal sealed class Clients(IOpenIddictApplicationManager applications, IdentitySettings settings)
{
    /// <summary>The application that people use.</summary>
    public const string Web = "imizu-web";

    /// <summary>The command line.</summary>
    public const string CommandLine = "imizu-cli";

    private static readonly string[] Recording = ["consultation", "outreach", "participation", "community-building"], Reporting = [.. Recording, "projection"];

    /// <summary>The service accounts of the stack, by their names. One can do one thing, and asks those services only that it needs for it.</summary>
    private static readonly Dictionary<string, (IReadOnlyList<string> Roles, IReadOnlyList<string> Services)> ServiceAccounts = new()
    {
        [CommandLine] = ([Role.Operator, Role.ReportReader], Audience.WithIdentity),
        ["imizu-loader"] = ([Role.Loader], Reporting),
        ["imizu-desk"] = ([.. Role.Recorders], Recording),
        ["imizu-dashboard"] = ([Role.Operator, Role.Loader], [.. Reporting, "operations"]),
        ["imizu-operations"] = ([Role.Operator, Role.Loader], [.. Reporting, Audience.Identity]),
        ["imizu-projection"] = ([Role.FeedReader], Recording),
        ["imizu-gateway"] = ([Role.FeedReader, Role.TallyForwarder], Reporting),
    };

    /// <summary>The roles of a service account.</summary>
    public static IReadOnlyList<string> RolesOf(string name, IdentitySettings settings) =>
        ServiceAccounts.TryGetValue(name, out var own) ? own.Roles : settings.Clients.TryGetValue(name, out var given) ? given.Roles : [];

    /// <summary>Registers those that have a secret as they are configured now, and removes all others.</summary>
    public async Task RegisterAsync()
    {
        var given = settings.Clients.Where(client => client.Value.Secret.Length > 0).ToDictionary();
        foreach (var (name, client) in given.Where(client => client.Key != Web && !ServiceAccounts.ContainsKey(client.Key)))
        {
            if (!ActorCode.IsValid(name) || client.Roles.Count == 0 || !client.Roles.All(Role.IsKnown))
            {
                throw new InvalidOperationException(
                    $"Clients:{name} is none of the stack's ({string.Join(", ", ServiceAccounts.Keys.Prepend(Web))}): Clients:{name}:Roles has to give it one or more of {string.Join(", ", Role.All.Select(role => role.Code))}.");
            }
        }

        await foreach (var application in applications.ListAsync())
        {
            if (await applications.GetClientIdAsync(application) is { } name && !given.ContainsKey(name))
            {
                await applications.DeleteAsync(application);
            }
        }

        foreach (var (name, client) in given)
        {
            var wanted = Describe(name, client);
            if (await applications.FindByClientIdAsync(name) is { } there)
            {
                await applications.UpdateAsync(there, wanted);
            }
            else
            {
                await applications.CreateAsync(wanted);
            }
        }
    }

    private static OpenIddictApplicationDescriptor Describe(string name, ClientSettings client)
    {
        var descriptor = new OpenIddictApplicationDescriptor { ClientId = name, ClientSecret = client.Secret, ClientType = ClientTypes.Confidential, ConsentType = ConsentTypes.Implicit };
        descriptor.Permissions.Add(Permissions.Endpoints.Token);
        var services = ServiceAccounts.TryGetValue(name, out var own) ? own.Services : Audience.WithIdentity;
        descriptor.Permissions.UnionWith(services.Select(service => Permissions.Prefixes.Scope + Audience.Of(service)));
        if (name != Web)
        {
            descriptor.Permissions.Add(Permissions.GrantTypes.ClientCredentials);
            return descriptor;
        }

        descriptor.Permissions.UnionWith(
        [
            Permissions.Endpoints.Authorization, Permissions.Endpoints.EndSession, Permissions.Endpoints.Revocation,
            Permissions.GrantTypes.AuthorizationCode, Permissions.GrantTypes.RefreshToken, Permissions.ResponseTypes.Code,
        ]);
        descriptor.Requirements.Add(Requirements.Features.ProofKeyForCodeExchange);
        descriptor.RedirectUris.UnionWith(client.RedirectUris);
        descriptor.PostLogoutRedirectUris.UnionWith(client.LogOutUris);
        return descriptor;
    }
}
