using System.Diagnostics;
using System.Text;
using System.Text.Json;
using Imizu.Contracts;
using Imizu.Testing.Servers;
using Xunit;

namespace Imizu.Samples.Tests;

/// <summary>A sample that runs, with a folder of its own for what it keeps.</summary>
internal sealed class FollowerProcess : IAsyncDisposable
{
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(2);

    private readonly string _sample;
    private readonly IReadOnlyDictionary<string, string> _settings;
    private readonly string _folder = Path.Combine(Path.GetTempPath(), $"imizu-follower-{Guid.NewGuid():N}");
    private readonly StringBuilder _console = new();
    private readonly string[] _command;
    private Process _process;

    /// <param name="sample"><c>csharp</c> or <c>node</c>.</param>
    /// <param name="settings">The account's lines.</param>
    /// <param name="arguments">What it is started with.</param>
    public FollowerProcess(string sample, IReadOnlyDictionary<string, string> settings, params string[] arguments)
    {
        (_sample, _settings) = (sample, settings);
        _command = sample == "node"
            ? ["node", Path.Combine(Repository.Root, "samples/follower-node/follower.js")]
            : ["dotnet", Repository.Built("samples/follower-csharp", "follower")];
        _process = Begin(arguments);
    }

    /// <summary>Both samples, in accounts of their own.</summary>
    public static async Task<IReadOnlyList<FollowerProcess>> StartBoth(FollowedStack stack, string name) =>
    [
        new FollowerProcess("csharp", await stack.Stack.NewFollower($"{name}-csharp", Cancelled)),
        new FollowerProcess("node", await stack.Stack.NewFollower($"{name}-node", Cancelled)),
    ];

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    /// <summary>All that it has written so far.</summary>
    public string Console
    {
        get
        {
            lock (_console)
            {
                return _console.ToString();
            }
        }
    }

    /// <summary>Of its account, which nobody else reads.</summary>
    public string Queue => $"{new Uri(_settings["IMIZU_AMQP"]).UserInfo.Split(':')[0]}.events";

    public bool IsRunning => !_process.HasExited;

    private string State => Path.Combine(_folder, "totals.json");

    /// <summary>What it keeps.</summary>
    public IReadOnlyList<ControlTotals> Kept() =>
        File.Exists(State) ? JsonSerializer.Deserialize<List<ControlTotals>>(File.ReadAllText(State), ContractJson.Options)! : [];

    /// <summary>Has it keep something else, while it does not run.</summary>
    public void Keep(IEnumerable<ControlTotals> totals) => File.WriteAllText(State, JsonSerializer.Serialize(totals, ContractJson.Options));

    /// <summary>Another process in the same account, with a folder of its own.</summary>
    public FollowerProcess StartSecond() => new(_sample, _settings);

    public void StartAgain() => _process = Begin();

    /// <summary>kill -9.</summary>
    public async Task Kill()
    {
        _process.Kill();
        await _process.WaitForExitAsync(Cancelled);
    }

    /// <summary>Tells it to stop; how it ends.</summary>
    public async Task<int> Stop()
    {
        using var kill = Process.Start("kill", ["-s", "TERM", $"{_process.Id}"]);
        await kill.WaitForExitAsync(Cancelled);
        await _process.WaitForExitAsync(Cancelled).WaitAsync(Limit, Cancelled);
        return _process.ExitCode;
    }

    /// <summary>Reads what there is, compares, and ends; whether or not it runs.</summary>
    public async Task<int> Once()
    {
        using var once = Begin("--once");
        await once.WaitForExitAsync(Cancelled).WaitAsync(Limit, Cancelled);
        return once.ExitCode;
    }

    /// <summary>Waits until something is so of it; it never is of one that has ended.</summary>
    public Task Until(Func<Task<bool>> isSo, Func<string> what) => Eventually.Is(
        async () =>
        {
            var isSoNow = await isSo();
            Assert.True(isSoNow || IsRunning, $"{Queue}: {what()}\n{Console}");
            return isSoNow;
        },
        Queue, () => $"{what()}\n{Console}");

    public async ValueTask DisposeAsync()
    {
        if (IsRunning)
        {
            await Kill();
        }
        _process.Dispose();
        if (Directory.Exists(_folder))
        {
            Directory.Delete(_folder, recursive: true);
        }
    }

    private Process Begin(params string[] arguments)
    {
        var start = new ProcessStartInfo(_command[0], [.. _command[1..], .. arguments]) { RedirectStandardOutput = true, RedirectStandardError = true };
        start.Environment["STATE"] = _folder;
        foreach (var (name, value) in _settings)
        {
            start.Environment[name] = value;
        }
        var process = Process.Start(start)!;
        process.OutputDataReceived += Write;
        process.ErrorDataReceived += Write;
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        return process;
    }

    private void Write(object _, DataReceivedEventArgs line)
    {
        lock (_console)
        {
            // At the end comes a line that is none.
            _console.Append(line.Data is { } text ? $"{text}\n" : "");
        }
    }
}
