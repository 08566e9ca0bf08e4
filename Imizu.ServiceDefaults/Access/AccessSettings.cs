using Imizu.Contracts.Access;
using Microsoft.Extensions.Configuration;

namespace Imizu.ServiceDefaults.Access;

/// <summary>Whose tokens are believed, and how they say what they say (configuration section <c>Authentication</c>).</summary>
public sealed record AccessSettings
{
    /// <summary>The address of the OpenID Connect provider, which its discovery document is under.</summary>
    public Uri Authority { get; init; } = null!;

    /// <summary>Where that document is asked for, where this service reaches the provider by another way than browsers do.</summary>
    public Uri? MetadataAddress { get; init; }

    /// <summary>Where tokens are asked for, likewise; else where the document says.</summary>
    public Uri? TokenAddress { get; init; }

    /// <summary>What a token's <c>aud</c> has to name, where it is not <c>imizu-</c> and the service's name.</summary>
    public string? Audience { get; init; }

    /// <summary>The claim that has the staff code.</summary>
    public string ActorClaim { get; init; } = "sub";

    /// <summary>The claim that has the roles, or the groups that <see cref="Roles" /> reads as roles.</summary>
    public string RoleClaim { get; init; } = "role";

    /// <summary>What the provider's values mean; none where they are the codes of <see cref="Role" /> themselves.</summary>
    public IReadOnlyList<RoleMapping> Roles { get; init; } = [];

    /// <summary>As whom this service asks others; without a secret it asks nobody.</summary>
    public ClientAccount Client { get; init; } = new();

    /// <summary>Reads the section.</summary>
    /// <exception cref="InvalidOperationException">A setting is missing or makes no sense.</exception>
    public static AccessSettings Of(IConfiguration configuration)
    {
        var settings = configuration.GetSection("Authentication").Get<AccessSettings>() ?? new();
        if (settings.Authority is not { IsAbsoluteUri: true, UserInfo: "" } authority)
        {
            throw new InvalidOperationException("Authentication:Authority is not set. Specify the address of the OpenID Connect provider whose tokens are believed, such as https://login.example.lg.jp/.");
        }

        if (!IsSafe(authority))
        {
            throw new InvalidOperationException($"Authentication:Authority is \"{authority}\". Away from one's own machine it has to begin with https://.");
        }

        return settings.Roles.FirstOrDefault(mapping => mapping.Value.Length == 0 || !Role.IsKnown(mapping.Role)) is { } wrong
            ? throw new InvalidOperationException($"Authentication:Roles reads \"{wrong.Value}\" as \"{wrong.Role}\". There are the roles {string.Join(", ", Role.All.Select(role => role.Code))}.")
            : settings;
    }

    /// <summary>Whether nobody reads or changes on the way what is said there: by https, or on one's own machine.</summary>
    public static bool IsSafe(Uri address) => address.Scheme == Uri.UriSchemeHttps || address.Scheme == Uri.UriSchemeHttp && address.IsLoopback;

    /// <summary>What is wrong with a token that does not say who it is of.</summary>
    public string NoActor => $"The claim {ActorClaim} has no staff code.";

    /// <summary>Where the provider's discovery document is.</summary>
    public string Metadata => (MetadataAddress ?? new Uri(new Uri(Authority.ToString().TrimEnd('/') + "/"), ".well-known/openid-configuration")).ToString();

    /// <summary>Reaches the provider, past any proxy where it is within.</summary>
    public HttpMessageHandler Handler() => new SocketsHttpHandler { UseProxy = MetadataAddress is null && !Authority.IsLoopback };

    /// <summary>The roles that a provider's values mean.</summary>
    internal IEnumerable<string> RolesOf(IReadOnlyCollection<string> values) =>
        Roles.Count == 0 ? values : Roles.Where(mapping => values.Contains(mapping.Value)).Select(mapping => mapping.Role).Distinct();
}

/// <summary>What a provider's value means.</summary>
public sealed record RoleMapping
{
    /// <summary>The value in the provider's claim, such as a group's id.</summary>
    public string Value { get; init; } = "";

    /// <summary>The code of a <see cref="Contracts.Access.Role" />.</summary>
    public string Role { get; init; } = "";
}

/// <summary>An account of a machine at the provider.</summary>
public sealed record ClientAccount
{
    /// <summary>Its <c>client_id</c>.</summary>
    public string Id { get; init; } = "";

    /// <summary>Its secret.</summary>
    public string Secret { get; init; } = "";

    /// <summary>How a service is asked for, <c>*</c> standing for its audience; some providers want more around it.</summary>
    public string Scope { get; init; } = "*";
}
