using System.Text.Json.Serialization;

namespace Imizu.LocalStack;

/// <summary>What a resource of the stack is doing.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<ResourceState>))]
public enum ResourceState
{
    /// <summary>For another resource.</summary>
    [JsonStringEnumMemberName("waiting")] Waiting,

    /// <summary>Being prepared, with no process yet.</summary>
    [JsonStringEnumMemberName("starting")] Starting,

    /// <summary>Its process runs, and is not healthy yet or no longer.</summary>
    [JsonStringEnumMemberName("running")] Running,

    /// <summary>Its process runs and answers.</summary>
    [JsonStringEnumMemberName("healthy")] Healthy,

    /// <summary>It had something to do, and has done it.</summary>
    [JsonStringEnumMemberName("finished")] Finished,

    /// <summary>Its process has ended unasked, and is about to be started again.</summary>
    [JsonStringEnumMemberName("restarting")] Restarting,

    /// <summary>Its process has been asked to end.</summary>
    [JsonStringEnumMemberName("stopping")] Stopping,

    /// <summary>Stopped, by somebody or with the stack.</summary>
    [JsonStringEnumMemberName("stopped")] Stopped,
}

/// <summary>What is said of a state wherever one is told of.</summary>
public static class ResourceStateWords
{
    /// <summary>Whether a resource in it does what it is there for, or has done it.</summary>
    public static bool IsWell(this ResourceState state) => state is ResourceState.Healthy or ResourceState.Finished;

    /// <summary>The state in one word.</summary>
    public static string Word(this ResourceState state) => state.ToString().ToLowerInvariant();
}

/// <summary>One resource of a stack, or one replica of it.</summary>
/// <param name="Name">Its name in AppHost.cs; of a replica, that and its number.</param>
/// <param name="Kind">What it is: postgres, rabbitmq, executable, container or project.</param>
/// <param name="State">What it is doing.</param>
/// <param name="Process">Its process, while it has one.</param>
/// <param name="Url">Where it listens for HTTP.</param>
/// <param name="Restarts">How often its process has ended unasked.</param>
/// <param name="ExitCode">How its process ended last.</param>
public sealed record ResourceStatus(
    string Name, string Kind, ResourceState State, ProcessIdentity? Process, string? Url, int Restarts, int? ExitCode)
{
    /// <summary>Its process's id, while it has one.</summary>
    public int? Pid => Process?.Pid;

    /// <summary>The name in AppHost.cs of what this is one of several replicas of; null where it is the only one.</summary>
    public string? ReplicaOf { get; init; }

    /// <summary>When its process was started last.</summary>
    public DateTimeOffset? ProcessStarted { get; init; }

    /// <summary>When its process ended last.</summary>
    public DateTimeOffset? ProcessEnded { get; init; }
}

/// <summary>What a stack is doing, as its data folder has it in stack.json, rewritten at each change.</summary>
/// <param name="Host">The process that runs the stack.</param>
/// <param name="Started">When the stack was started.</param>
/// <param name="Resources">Its resources, in the order of AppHost.cs.</param>
public sealed record StackState(ProcessIdentity Host, DateTimeOffset Started, IReadOnlyList<ResourceStatus> Resources)
{
    /// <summary>Whether the stack runs: a host that was killed had no chance to write that it doesn't.</summary>
    [JsonIgnore]
    public bool IsRunning => Host.IsAlive;

    /// <summary>Whether all that should run is healthy, and all that should end has ended well.</summary>
    [JsonIgnore]
    public bool IsHealthy => IsRunning && Resources.All(resource => resource.State.IsWell());

    /// <summary>Reads what is recorded in a data folder; null if no stack ever ran there.</summary>
    /// <param name="dataFolder">The stack's data folder.</param>
    public static StackState? Read(string dataFolder) => StackFiles.Read<StackState>(dataFolder, StackFiles.State);

    /// <summary>The connection strings of a data folder, with their passwords, by the names of their resources in AppHost.cs.</summary>
    /// <param name="dataFolder">The stack's data folder.</param>
    public static IReadOnlyDictionary<string, string> ReadConnectionStrings(string dataFolder) =>
        StackFiles.Read<Dictionary<string, string>>(dataFolder, StackFiles.Connections) ?? [];

    /// <summary>The address that opens the dashboard, its token included; null where the stack has no dashboard.</summary>
    /// <param name="dataFolder">The stack's data folder.</param>
    public static string? ReadDashboard(string dataFolder) => StackFiles.Read<string>(dataFolder, StackFiles.Dashboard) is { Length: > 0 } address ? address : null;

    /// <summary>
    /// Where services listen, by their names; each replica by its own, and by the name of all that one of them which is healthy,
    /// or the first where none is.
    /// </summary>
    public IReadOnlyDictionary<string, Uri> Addresses() => Resources.Where(resource => resource.Url is not null)
        .SelectMany(resource => ((string?[])[resource.Name, resource.ReplicaOf]).OfType<string>().Select(name => (name, resource)))
        .GroupBy(known => known.name, known => known.resource)
        .ToDictionary(known => known.Key, known => new Uri((known.FirstOrDefault(one => one.State is ResourceState.Healthy) ?? known.First()).Url!));

    /// <summary>The status of one resource.</summary>
    /// <param name="name">Its name in AppHost.cs; of a replica, that and its number.</param>
    /// <exception cref="InvalidOperationException">There is none of that name.</exception>
    public ResourceStatus Of(string name) => Resources.First(resource => resource.Name == name);
}
