using System.Text.Json.Serialization;

namespace Imizu.Gateway.Accounts;

/// <summary>What another system is let in for.</summary>
public enum AccountKind
{
    /// <summary>Reads events, at the broker and over HTTP.</summary>
    Follower,

    /// <summary>Sends the tallies of its own programmes.</summary>
    Sender,
}

/// <summary>Another city system that is let in. Its name is given once and for good: tallies go on naming their sender after it is closed.</summary>
public sealed record Account
{
    /// <summary>Also its user at the broker.</summary>
    public required string Name { get; init; }

    public required AccountKind Kind { get; init; }

    /// <summary>Of a sender: for which programmes it may send, by their printed names.</summary>
    public IReadOnlyList<string> Programmes { get; init; } = [];

    /// <summary>As the broker keeps it too; see <see cref="Password"/>.</summary>
    public required string PasswordHash { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>Who let it in.</summary>
    public required string CreatedBy { get; init; }

    /// <summary>When it was shut out.</summary>
    public DateTimeOffset? ClosedAt { get; init; }

    /// <summary>Who shut it out.</summary>
    public string? ClosedBy { get; init; }

    [JsonIgnore]
    public bool IsOpen => ClosedAt is null;
}
