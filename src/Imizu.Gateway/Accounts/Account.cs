using System.Text.Json.Serialization;
using Imizu.Contracts.Reading;

namespace Imizu.Gateway.Accounts;

/// <summary>The kind of access that an account has.</summary>
public enum AccountKind
{
    /// <summary>Reads events: from the broker and over HTTP.</summary>
    Follower,

    /// <summary>Publishes the tallies of its own programmes.</summary>
    Sender,
}

/// <summary>The account of another city system at the gateway and the broker.</summary>
/// <remarks>A name is never reused: recorded tallies keep naming their sender after the account is closed.</remarks>
public sealed record Account
{
    /// <summary>The account's name, which is also its user name at the broker.</summary>
    public required string Name { get; init; }

    public required AccountKind Kind { get; init; }

    /// <summary>The programmes that a sender may report for, by their printed names; empty for a follower.</summary>
    public IReadOnlyList<string> Programmes { get; init; } = [];

    /// <summary>The salted hash in RabbitMQ's format; see <see cref="Password"/>.</summary>
    public required string PasswordHash { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>The actor code of whoever created the account.</summary>
    public required string CreatedBy { get; init; }

    /// <summary>When the account was closed; null while it is open.</summary>
    public DateTimeOffset? ClosedAt { get; init; }

    /// <summary>The actor code of whoever closed the account.</summary>
    public string? ClosedBy { get; init; }

    [JsonIgnore]
    public bool IsOpen => ClosedAt is null;

    /// <summary>Whether it may report for a programme, by any way of writing the name.</summary>
    public bool MayReport(string programme) => Programmes.Any(own => JapaneseName.AreSame(own, programme));
}
