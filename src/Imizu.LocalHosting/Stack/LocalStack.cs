using Aspire.Hosting.ApplicationModel;
using Microsoft.Extensions.Configuration;

namespace Imizu.LocalHosting;

/// <summary>A stack that runs on this machine.</summary>
internal sealed class LocalStack : IAsyncDisposable
{
    private readonly DataFolder _folder;
    private readonly StackRecord _record;
    private readonly Dictionary<string, Supervisor> _supervisors;

    private LocalStack(DataFolder folder, StackRecord record, IEnumerable<Unit> units, TimeProvider clock)
    {
        (_folder, _record) = (folder, record);
        _supervisors = units.ToDictionary(unit => unit.Name, unit => new Supervisor(unit, folder, record, clock));
    }

    /// <summary>Ends when all is healthy, and what had to end has ended well.</summary>
    public Task Settled => Task.WhenAll(_supervisors.Values.Select(supervisor => supervisor.Settled));

    public StackState State => _record.State;

    public DataFolder Folder => _folder;

    /// <summary>What keeps a resource running.</summary>
    /// <exception cref="KeyNotFoundException">There is no resource of that name.</exception>
    public Supervisor this[string resource] => _supervisors[resource];

    /// <summary>Starts the stack; returns when it is under way, not when it is healthy.</summary>
    /// <exception cref="StackRefusedException">It cannot start on this machine or on this folder.</exception>
    public static async Task<LocalStack> StartAsync(
        IReadOnlyList<IResource> resources,
        IConfiguration configuration,
        string dataFolder,
        TimeProvider clock,
        Action<ResourceStatus> changed,
        StackDashboard? dashboard = null)
    {
        var folder = new DataFolder(dataFolder);
        try
        {
            folder.Claim();
            await Orphans.EndAsync(folder);
            var kept = new KeptValues(folder);
            StartValues.Settle(resources, kept, configuration);
            dashboard?.Settle(kept);
            var units = Selection.Of(
                [.. new UnitFactory(resources, folder, kept, configuration, dashboard?.Telemetry ?? new()).Units()], configuration["LocalHosting:Only"]);
            Requirements.Check(units);
            var connections = await StartValues.ConnectionStringsAsync(resources, CancellationToken.None);
            var secrets = KnownSecrets.Of(resources, kept, connections);
            folder.Write("connections.json", connections, secret: true);
            folder.Write(KnownSecrets.File, secrets, secret: true);
            var stack = new LocalStack(folder, new StackRecord(folder, clock.GetUtcNow(), changed), units, clock);
            await (dashboard?.StartAsync(stack, resources, secrets) ?? Task.CompletedTask);
            folder.Write(StackDashboard.File, dashboard?.Address ?? "", secret: true);
            stack.Start();
            return stack;
        }
        catch
        {
            folder.Dispose();
            throw;
        }
    }

    /// <summary>Stops everything, each unit once those that use it have stopped.</summary>
    public async ValueTask DisposeAsync()
    {
        var stopping = new Dictionary<string, Task>();
        await Task.WhenAll([.. _supervisors.Values.Select(Stop)]);
        _folder.Dispose();

        Task Stop(Supervisor supervisor)
        {
            if (!stopping.TryGetValue(supervisor.Unit.Name, out var stop))
            {
                // Two that use each other don't wait for each other.
                stopping[supervisor.Unit.Name] = Task.CompletedTask;
                stopping[supervisor.Unit.Name] = stop = StopAfterUsersAsync(supervisor);
            }

            return stop;
        }

        async Task StopAfterUsersAsync(Supervisor supervisor)
        {
            await Task.WhenAll([.. _supervisors.Values.Where(user => NeedsOf(user).Contains(supervisor)).Select(Stop)]);
            await supervisor.DisposeAsync();
        }
    }

    private void Start()
    {
        foreach (var supervisor in _supervisors.Values)
        {
            supervisor.Announce();
        }

        foreach (var supervisor in _supervisors.Values)
        {
            supervisor.Start([.. Known(supervisor.Unit.StartsAfter).Select(needed => needed.Settled)]);
        }
    }

    /// <summary>What keeps running what this one waits for or uses.</summary>
    public IEnumerable<Supervisor> NeedsOf(Supervisor supervisor) => Known(supervisor.Unit.StartsAfter.Union(supervisor.Unit.Uses));

    // What is given from outside has no supervisor, and is taken to be there.
    private IEnumerable<Supervisor> Known(IEnumerable<string> names) =>
        names.Select(name => _supervisors.GetValueOrDefault(name)).OfType<Supervisor>();
}
