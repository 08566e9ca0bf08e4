using System.Data.Common;
using System.Text.Json.Serialization;
using Imizu.LocalStack;

namespace Imizu.Cli.Operating;

/// <summary>How a stack is, for people and for programs.</summary>
/// <param name="Data">Its data folder.</param>
/// <param name="IsRunning">Whether its host runs.</param>
/// <param name="IsHealthy">Whether all that should run is healthy, and all that should end has ended well.</param>
/// <param name="Host">The process that runs it; null where none does.</param>
/// <param name="Started">When it was started; null where it doesn't run.</param>
/// <param name="Resources">Its resources; empty where it doesn't run, for what was written down last is no longer so.</param>
internal sealed record StackStatus(
    string Data, bool IsRunning, bool IsHealthy, int? Host, DateTimeOffset? Started, IReadOnlyList<ResourceLine> Resources)
{
    /// <summary>What a browser is opened with; for people, not for programs, for it lets in.</summary>
    [JsonIgnore]
    public string? Dashboard { get; private init; }

    /// <summary>What is so of a data folder now.</summary>
    public static StackStatus Of(string data)
    {
        if (StackState.Read(data) is not { IsRunning: true } state)
        {
            return new(data, IsRunning: false, IsHealthy: false, null, null, []);
        }
        var connections = StackState.ReadConnectionStrings(data);
        return new(data, IsRunning: true, state.IsHealthy, state.Host.Pid, state.Started,
        [
            .. state.Resources.Select(resource => new ResourceLine(
                resource.Name, resource.Kind, resource.State, resource.Url ?? AddressIn(connections.GetValueOrDefault(resource.Name)),
                resource.Pid, resource.Restarts, resource.Process is null ? null : resource.ProcessStarted, resource.ExitCode)),
        ])
        {
            Dashboard = StackState.ReadDashboard(data),
        };
    }

    /// <summary>The same, with the reasons that services themselves give for being degraded.</summary>
    /// <param name="http">Asks them.</param>
    /// <param name="cancellationToken">Cancels the operation.</param>
    public async Task<StackStatus> WithReasonsAsync(HttpClient http, CancellationToken cancellationToken)
    {
        var lines = await Task.WhenAll(Resources.Select(async line => line is { Kind: "project", IsWell: true, Address: { } address } && Uri.TryCreate(address, UriKind.Absolute, out var service)
            ? line with { Reasons = await ServiceHealth.ReasonsAsync(http, service, cancellationToken) } : line));
        return this with { Resources = lines, IsHealthy = IsHealthy && lines.All(line => line.IsWell) };
    }

    /// <summary>Host and port of a server, without the password beside them.</summary>
    private static string? AddressIn(string? connection)
    {
        if (connection is null || Uri.TryCreate(connection, UriKind.Absolute, out var uri) && uri.Host.Length > 0)
        {
            return connection is null ? null : new Uri(connection).Authority;
        }
        var words = new DbConnectionStringBuilder { ConnectionString = connection };
        return words.TryGetValue("Host", out var host) && words.TryGetValue("Port", out var port) ? $"{host}:{port}" : null;
    }
}

/// <summary>How one resource is.</summary>
/// <param name="Name">Its name in AppHost.cs.</param>
/// <param name="Kind">What it is.</param>
/// <param name="State">What it is doing.</param>
/// <param name="Address">Where it listens.</param>
/// <param name="Pid">Its process, while it has one.</param>
/// <param name="Restarts">How often its process has ended unasked.</param>
/// <param name="Since">When that process was started.</param>
/// <param name="ExitCode">How the one before ended.</param>
internal sealed record ResourceLine(
    string Name, string Kind, ResourceState State, string? Address, int? Pid, int Restarts, DateTimeOffset? Since, int? ExitCode)
{
    /// <summary>Why it is degraded, by the health check that says so; empty where it is not.</summary>
    public IReadOnlyDictionary<string, string> Reasons { get; init; } = new Dictionary<string, string>();

    /// <summary>Whether it is as it should be.</summary>
    public bool IsWell => State.IsWell() && Reasons.Count == 0;
}
