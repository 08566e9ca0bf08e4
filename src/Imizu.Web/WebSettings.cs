using Imizu.Contracts.Access;
using Imizu.ServiceDefaults.Access;

namespace Imizu.Web;

/// <summary>The settings of the pages (configuration section <c>Web</c>).</summary>
internal sealed record WebSettings
{
    /// <summary>The address under which browsers reach the pages.</summary>
    public string Address { get; init; } = "";

    /// <summary>The secret of the client <c>imizu-web</c> at the OpenID Connect provider.</summary>
    public string Secret { get; init; } = "";

    /// <summary>The folder with the keys that cookies are encrypted with; replicas share it.</summary>
    public string Keys { get; init; } = "";

    /// <summary>Whether the provider is the stack's own identity service, whose access log can be read.</summary>
    public bool HasIdentity { get; private init; }

    /// <summary>The address, as a URI.</summary>
    public Uri Origin => new(Address);

    /// <summary>Whether browsers come by https, as they do everywhere but on one's own machine.</summary>
    public bool IsSecure => Origin.Scheme == Uri.UriSchemeHttps;

    /// <summary>Reads the section.</summary>
    /// <exception cref="InvalidOperationException">A setting is missing or makes no sense.</exception>
    public static WebSettings Of(IConfiguration configuration)
    {
        var settings = configuration.GetSection("Web").Get<WebSettings>() ?? new();
        if (!Uri.TryCreate(settings.Address, UriKind.Absolute, out var address) || address is not { PathAndQuery: "/", UserInfo: "" } || !AccessSettings.IsSafe(address))
        {
            throw new InvalidOperationException(
                $"Web:Address is \"{settings.Address}\". Specify the address under which browsers reach the pages, such as https://imizu.example.lg.jp/; away from one's own machine it has to begin with https://.");
        }

        return settings.Secret.Length == 0 ? throw new InvalidOperationException("Web:Secret is not set: the secret of the client imizu-web at the OpenID Connect provider.")
            : settings.Keys.Length == 0 ? throw new InvalidOperationException("Web:Keys is not set: the folder with the keys that cookies are encrypted with.")
            : settings with { HasIdentity = configuration[$"services:{Audience.Identity}:http:0"] is { Length: > 0 } };
    }
}
