using System.Diagnostics;
using System.Text.Json;
using Imizu.Testing.Servers;
using Xunit;

namespace Imizu.LocalHosting.Tests;

/// <summary>Subject.AppHost, run as a process of its own: a job, and two services that wait for its end.</summary>
internal sealed class SubjectStack : IDisposable
{
    private static readonly HttpClient Http = new();
    private readonly string folder;
    private readonly Task<string> output;
    private readonly Task<string> errors;

    private SubjectStack(string folder, Process host)
    {
        this.folder = folder;
        Host = host;
        output = host.StandardOutput.ReadToEndAsync();
        errors = host.StandardError.ReadToEndAsync();
    }

    public Process Host { get; }

    public StackState State => StackState.Read(folder)!;

    /// <summary>Starts it with a PostgreSQL that is said to be elsewhere, so that there is none to start, and with no dashboard.</summary>
    public static SubjectStack Start(string folder, params string[] arguments) =>
        Start(folder, "http://collector:4317", ["--LocalHosting:Dashboard=false", .. arguments]);

    /// <summary>Starts it with its dashboard, and maybe another receiver of telemetry that the host's environment names.</summary>
    public static SubjectStack StartWithDashboard(string folder, string? receiver = null, params string[] arguments) =>
        Start(folder, receiver, arguments);

    private static SubjectStack Start(string folder, string? receiver, string[] arguments)
    {
        string[] all =
        [
            // It can be interrupted even where the tests, in the background of a script, cannot.
            "--default-signal=INT", "dotnet", Assembly, $"--LocalHosting:DataFolder={folder}", "--ConnectionStrings:postgres=Host=elsewhere", .. arguments,
        ];
        var info = new ProcessStartInfo("env", all) { RedirectStandardOutput = true, RedirectStandardError = true };
        info.Environment["ASPNETCORE_ENVIRONMENT"] = "Development";
        info.Environment["ConnectionStrings__anything"] = "Password=secret";
        info.Environment["OTEL_RESOURCE_ATTRIBUTES"] = "service.instance.id=of-the-host, deployment.environment.name=rehearsal";
        // Where nobody answers: a stack that asked its services through it would never find them healthy.
        info.Environment["http_proxy"] = "http://127.0.0.1:1";
        info.Environment.Remove("OTEL_EXPORTER_OTLP_ENDPOINT");
        if (receiver is not null)
        {
            info.Environment["OTEL_EXPORTER_OTLP_ENDPOINT"] = receiver;
        }

        return new(folder, Process.Start(info)!);
    }

    public async Task<SubjectStack> HealthyAsync()
    {
        await Eventually.Is(
            () => StackState.Read(folder) is { IsHealthy: true } state && state.Host.Pid == Host.Id, "all healthy");
        return this;
    }

    /// <summary>The environment that a service says it has.</summary>
    public async Task<Dictionary<string, string>> EnvironmentOfAsync(string service) =>
        JsonSerializer.Deserialize<Dictionary<string, string>>(
            await Http.GetStringAsync(new Uri(State.Of(service).Url!), TestContext.Current.CancellationToken))!;

    public async Task<(int ExitCode, string Output, string Errors)> EndAsync()
    {
        await Host.WaitForExitAsync(TestContext.Current.CancellationToken);
        return (Host.ExitCode, await output, await errors);
    }

    public async Task<(int ExitCode, string Output, string Errors)> StopAsync(Signal signal = Signal.Interrupt)
    {
        ProcessIdentity.Of(Host.Id)?.Send(signal);
        return await EndAsync();
    }

    public void Dispose()
    {
        if (!Host.HasExited)
        {
            ProcessIdentity.Of(Host.Id)?.Send(Signal.Terminate);
            Host.WaitForExit(TimeSpan.FromSeconds(25));
        }

        Host.Dispose();
    }

    private static string Assembly
    {
        get
        {
            var own = new DirectoryInfo(AppContext.BaseDirectory.TrimEnd('/'));
            var tests = own.Parent!.Parent!.Parent!.FullName;
            return Path.Combine(tests, "Subject.AppHost", "bin", own.Parent.Name, own.Name, "Subject.AppHost.dll");
        }
    }
}
