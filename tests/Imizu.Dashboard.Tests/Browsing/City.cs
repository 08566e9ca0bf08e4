using System.Diagnostics;
using Xunit;
using CityStack = Imizu.Testing.Servers.RunningStack;

namespace Imizu.Dashboard.Tests.Browsing;

/// <summary>One stack and one browser for the tests of the whole.</summary>
[CollectionDefinition]
public sealed class OneCity : ICollectionFixture<Browser>, ICollectionFixture<City>;

/// <summary>The stack as the AppHost draws it, with its dashboard.</summary>
public sealed class City : IAsyncLifetime
{
    private readonly Stack<CityStack> _killed = [];

    public CityStack Stack { get; private set; } = null!;

    public async ValueTask InitializeAsync() => Stack = await CityStack.Start(TestContext.Current.CancellationToken, hasDashboard: true);

    /// <summary>Kills its host (kill -9), and starts another on the data that the first one leaves.</summary>
    public async Task KillHostAndStartAgain()
    {
        using (var kill = Process.Start("kill", ["-KILL", $"{Stack.State.Host.Pid}"]))
        {
            await kill.WaitForExitAsync();
        }

        _killed.Push(Stack);
        Stack = await CityStack.Start(TestContext.Current.CancellationToken, Stack.Folder, hasDashboard: true);
    }

    public async ValueTask DisposeAsync()
    {
        await Stack.DisposeAsync();
        // The first one's folder goes with it.
        while (_killed.TryPop(out var killed))
        {
            await killed.DisposeAsync();
        }
    }
}
