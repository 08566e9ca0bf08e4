namespace Imizu.Dashboard.Resources;

/// <summary>The stack that the dashboard shows, as the host runs it.</summary>
public interface IStack
{
    /// <summary>Its data folder, which tells it from another on this machine.</summary>
    string Folder { get; }

    /// <summary>What the resources are doing now, in the order of the drawing.</summary>
    IReadOnlyList<ResourceView> Resources { get; }

    /// <summary>Values that must not be shown unasked, wherever they occur.</summary>
    IReadOnlyCollection<string> Secrets { get; }

    /// <summary>The file that has what a resource prints.</summary>
    string LogOf(string resource);

    /// <summary>The environment of a resource's process, the last one's where there is none now.</summary>
    IReadOnlyDictionary<string, string> EnvironmentOf(string resource);

    /// <summary>Starts a resource that doesn't run.</summary>
    Task StartAsync(string resource);

    /// <summary>Stops a resource, until somebody starts it.</summary>
    Task StopAsync(string resource);

    /// <summary>Carries out one of a resource's own commands.</summary>
    Task<CommandResult> RunAsync(string resource, string command, CancellationToken cancellationToken);
}

/// <summary>One resource and what it is doing.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Kind">What it is.</param>
/// <param name="State">One word: waiting, starting, running, healthy, finished, restarting, stopping, stopped.</param>
public sealed record ResourceView(string Name, string Kind, string State)
{
    /// <summary>Whether it does what it is there for, or has done it.</summary>
    public bool IsHealthy { get; init; }

    /// <summary>Where it can be reached, or what can be looked at there.</summary>
    public IReadOnlyList<ResourceUrl> Urls { get; init; } = [];

    /// <summary>Where it listens for what no browser speaks, host and port.</summary>
    public string? Server { get; init; }

    /// <summary>Its process's id, while it has one.</summary>
    public int? Pid { get; init; }

    /// <summary>When its process was started last.</summary>
    public DateTimeOffset? Started { get; init; }

    /// <summary>How often its process has ended unasked.</summary>
    public int Restarts { get; init; }

    /// <summary>How its process ended last.</summary>
    public int? ExitCode { get; init; }

    /// <summary>When its process ended last.</summary>
    public DateTimeOffset? Ended { get; init; }

    /// <summary>As whom it sends its telemetry; null where it sends none.</summary>
    public TelemetrySource? Telemetry { get; init; }

    /// <summary>What it needs and does not have as things are: each a resource and its state.</summary>
    public IReadOnlyList<string> Lacks { get; init; } = [];

    /// <summary>What it can be asked to do.</summary>
    public IReadOnlyList<ResourceCommand> Commands { get; init; } = [];

    /// <summary>Whether there is nothing to stop.</summary>
    public bool IsAtRest => State is "stopped" or "finished";
}

/// <summary>As whom a resource sends its telemetry.</summary>
/// <param name="Service">Its <c>service.name</c>, which replicas have in common.</param>
/// <param name="Instance">Its <c>service.instance.id</c>; null where all that the service sends is its own.</param>
public sealed record TelemetrySource(string Service, string? Instance = null)
{
    /// <summary>Whether what was sent under this name by this instance comes from it.</summary>
    public bool IsOf(string service, string? instance) => service == Service && (Instance is null || instance == Instance);
}

/// <summary>An address of a resource.</summary>
/// <param name="Url">The address.</param>
/// <param name="Text">What the link says.</param>
public sealed record ResourceUrl(string Url, string Text);

/// <summary>Something that a resource can be asked to do.</summary>
/// <param name="Name">Its name, unique within the resource.</param>
/// <param name="Text">What the button says.</param>
/// <param name="Description">What it does.</param>
/// <param name="Confirmation">What is asked before it is done; null where nothing need be asked.</param>
public sealed record ResourceCommand(string Name, string Text, string? Description, string? Confirmation);

/// <summary>How a command went.</summary>
/// <param name="Succeeded">Whether it was carried out.</param>
/// <param name="Text">What the resource answered.</param>
public sealed record CommandResult(bool Succeeded, string Text);
