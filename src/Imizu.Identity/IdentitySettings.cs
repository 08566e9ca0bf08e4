using Imizu.Identity.Tokens;
using Imizu.ServiceDefaults.Access;

namespace Imizu.Identity;

/// <summary>The settings of the identity service (configuration section <c>Identity</c>).</summary>
internal sealed record IdentitySettings
{
    /// <summary>The address under which browsers reach it, which is the issuer of all tokens.</summary>
    public string Issuer { get; init; } = "";

    /// <summary>What the keys in the database are encrypted with.</summary>
    public string KeySecret { get; init; } = "";

    /// <summary>What they were encrypted with before, for the start that encrypts them anew; empty otherwise.</summary>
    public string FormerKeySecret { get; init; } = "";

    /// <summary>Whether everybody needs a second factor; without, passwords have to be longer.</summary>
    public bool SecondFactorRequired { get; init; } = true;

    /// <summary>How long a session lasts that nobody uses.</summary>
    public TimeSpan SessionIdle { get; init; } = TimeSpan.FromMinutes(30);

    /// <summary>How long a session lasts at most.</summary>
    public TimeSpan SessionLongest { get; init; } = TimeSpan.FromHours(12);

    /// <summary>How long an access token is valid.</summary>
    public TimeSpan AccessToken { get; init; } = TimeSpan.FromMinutes(10);

    /// <summary>After how many wrong passwords or codes somebody is locked out.</summary>
    public int LockOutAfter { get; init; } = 10;

    /// <summary>How long.</summary>
    public TimeSpan LockOutFor { get; init; } = TimeSpan.FromMinutes(15);

    /// <summary>How long a password that an operator has handed out is good at most; it ends when another is chosen.</summary>
    public TimeSpan OneTimePassword { get; init; } = TimeSpan.FromDays(7);

    /// <summary>How many attempts to log in a minute are taken from one address.</summary>
    public int AttemptsPerMinute { get; init; } = 60;

    /// <summary>After how long a new key signs.</summary>
    public TimeSpan KeyAge { get; init; } = TimeSpan.FromDays(90);

    /// <summary>The clients' secrets and addresses, by their names (configuration section <c>Clients</c>).</summary>
    public IReadOnlyDictionary<string, ClientSettings> Clients { get; private init; } = new Dictionary<string, ClientSettings>();

    /// <summary>The address, as a URI.</summary>
    public Uri Address => new(Issuer);

    /// <summary>Whether browsers come by https, as they do everywhere but on one's own machine.</summary>
    public bool IsSecure => Address.Scheme == Uri.UriSchemeHttps;

    /// <summary>Reads the sections; settings that are absent have their defaults.</summary>
    /// <exception cref="InvalidOperationException">A setting is missing or makes no sense.</exception>
    public static IdentitySettings Of(IConfiguration configuration)
    {
        var settings = configuration.GetSection("Identity").Get<IdentitySettings>() ?? new();
        if (!Uri.TryCreate(settings.Issuer, UriKind.Absolute, out var issuer) || issuer is not { PathAndQuery: "/", UserInfo: "" })
        {
            throw new InvalidOperationException($"Identity:Issuer is \"{settings.Issuer}\". Specify the address under which browsers reach this service, such as https://login.example.lg.jp/.");
        }

        if (!AccessSettings.IsSafe(issuer))
        {
            throw new InvalidOperationException($"Identity:Issuer is \"{settings.Issuer}\". Away from one's own machine it has to begin with https://.");
        }

        if (settings.KeySecret.Length < 16)
        {
            throw new InvalidOperationException("Identity:KeySecret is missing or shorter than 16 characters. Specify what the keys in the database are encrypted with.");
        }

        TimeSpan[] times = [settings.SessionIdle, settings.SessionLongest, settings.AccessToken, settings.LockOutFor, settings.OneTimePassword, settings.KeyAge];
        return times.All(time => time > TimeSpan.Zero) && settings is { LockOutAfter: > 0, AttemptsPerMinute: > 0 }
            ? settings with { Clients = configuration.GetSection("Clients").Get<Dictionary<string, ClientSettings>>() ?? [] }
            : throw new InvalidOperationException("Identity: all times, LockOutAfter and AttemptsPerMinute have to be above 0.");
    }
}
