using System.Diagnostics;
using Imizu.LocalHosting;
using Imizu.Testing.Servers;
using Xunit;

namespace Imizu.Dashboard.Tests.Browsing;

/// <summary>A stack with its dashboard: a job that ends, and two services that tell what they do.</summary>
public class RunningStack : IAsyncLifetime
{
    private const string Announcement = "Dashboard: ";
    private const int StopSeconds = 30;
    private readonly string _folder = Path.Combine(Path.GetTempPath(), $"imizu-{Guid.NewGuid():N}");
    private readonly string[] _arguments;
    private Process _host = null!;

    /// <summary>With one process for each.</summary>
    public RunningStack()
        : this([])
    {
    }

    /// <summary>With settings of its own.</summary>
    protected RunningStack(params string[] arguments) => _arguments = arguments;

    /// <summary>What the stack says its dashboard is opened with.</summary>
    public string Address { get; private set; } = "";

    /// <summary>Its data folder.</summary>
    public string Folder => _folder;

    /// <summary>What the stack is doing.</summary>
    public StackState State => StackState.Read(_folder)!;

    /// <inheritdoc />
    public async ValueTask InitializeAsync()
    {
        Directory.CreateDirectory(_folder);
        var start = new ProcessStartInfo(
            "dotnet", [Assembly, $"--LocalHosting:DataFolder={_folder}", "--ConnectionStrings:postgres=Host=elsewhere", "--Tells=yes", .. _arguments])
        {
            RedirectStandardOutput = true,
        };
        foreach (var name in start.Environment.Keys.Where(name => name.StartsWith("OTEL_", StringComparison.Ordinal)).ToList())
        {
            start.Environment.Remove(name);
        }

        _host = Process.Start(start)!;
        var address = new TaskCompletionSource<string>(TaskCreationOptions.RunContinuationsAsynchronously);
        _host.OutputDataReceived += (_, line) =>
        {
            if (line.Data is null)
            {
                address.TrySetException(new InvalidOperationException("The stack ended before all was healthy."));
            }
            else if (line.Data.StartsWith(Announcement, StringComparison.Ordinal))
            {
                address.TrySetResult(line.Data[Announcement.Length..]);
            }
        };
        _host.BeginOutputReadLine();
        Address = await address.Task.WaitAsync(Eventually.Patience);
    }

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        using (var asked = Process.Start("kill", ["-TERM", $"{_host.Id}"]))
        {
            await asked.WaitForExitAsync();
        }

        await _host.WaitForExitAsync().WaitAsync(TimeSpan.FromSeconds(StopSeconds));
        _host.Dispose();
        Directory.Delete(_folder, recursive: true);
        GC.SuppressFinalize(this);
    }

    private static string Assembly
    {
        get
        {
            var own = new DirectoryInfo(AppContext.BaseDirectory.TrimEnd('/'));
            var tests = own.Parent!.Parent!.Parent!.Parent!.FullName;
            return Path.Combine(tests, "Imizu.LocalHosting.Tests", "Subject.AppHost", "bin", own.Parent.Name, own.Name, "Subject.AppHost.dll");
        }
    }
}
