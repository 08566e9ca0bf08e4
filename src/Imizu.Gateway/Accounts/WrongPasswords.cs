using System.Threading.RateLimiting;

namespace Imizu.Gateway.Accounts;

/// <summary>Limits how often one address may try wrong passwords for one name; beyond that none is tried for a while.</summary>
internal sealed class WrongPasswords : IDisposable
{
    /// <summary>How many wrong ones are tried within <see cref="Window"/>.</summary>
    public const int Most = 10;

    public static readonly TimeSpan Window = TimeSpan.FromMinutes(1);

    private readonly PartitionedRateLimiter<(string Address, string Name)> _limits = PartitionedRateLimiter.Create<(string Address, string Name), (string, string)>(
        who => RateLimitPartition.GetFixedWindowLimiter(who, _ => new FixedWindowRateLimiterOptions { PermitLimit = Most, Window = Window }));

    /// <summary>Whether no more are tried now.</summary>
    public bool AreTooMany(HttpContext http, string name) => !Acquired(http, name, 0);

    public void Count(HttpContext http, string name) => Acquired(http, name, 1);

    public void Dispose() => _limits.Dispose();

    // All names that cannot be an account's are one.
    private bool Acquired(HttpContext http, string name, int permits)
    {
        using var lease = _limits.AttemptAcquire((http.Connection.RemoteIpAddress?.ToString() ?? "", AccountRules.IsName(name) ? name : ""), permits);
        return lease.IsAcquired;
    }
}
