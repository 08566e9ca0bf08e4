using Imizu.Dashboard.Resources;

namespace Imizu.LocalHosting;

/// <summary>Something that runs as one process on this machine.</summary>
internal abstract class Unit(string name, string kind)
{
    public string Name => name;

    public string Kind => kind;

    /// <summary>What it is part of: the name in AppHost.cs, which is its own unless it is one of several replicas.</summary>
    public virtual string Resource => name;

    /// <summary>Where it listens for HTTP.</summary>
    public virtual string? Url => null;

    /// <summary>Where it listens for another protocol, host and port.</summary>
    public virtual string? ServerAddress => null;

    /// <summary>As whom it sends its telemetry; null where it sends none.</summary>
    public virtual TelemetrySource? Telemetry => null;

    /// <summary>Whether it is to end, since another waits for that.</summary>
    public bool RunsToCompletion { get; init; }

    /// <summary>The units that must be healthy before it starts.</summary>
    public HashSet<string> StartsAfter { get; init; } = [];

    /// <summary>The units that it uses while it runs: they are stopped after it.</summary>
    public HashSet<string> Uses { get; init; } = [];

    /// <summary>The programs that it needs on this machine.</summary>
    public virtual IEnumerable<Program> Programs => [LocalHosting.Programs.SetSid, LocalHosting.Programs.SetPriv];

    /// <summary>Gets ready for a start, the first or a later one, and says how to start.</summary>
    /// <exception cref="StackRefusedException">It cannot start as things are.</exception>
    public abstract Task<ProcessPlan> PrepareAsync(LogFile log, CancellationToken cancellationToken);

    /// <summary>Whether it answers as it should. Never throws.</summary>
    public abstract Task<bool> IsHealthyAsync(CancellationToken cancellationToken);
}
