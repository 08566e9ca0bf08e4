using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Net.Http.Json;
using System.Text.Json;

namespace Imizu.Testing.Servers;

/// <summary>A service as a process of its own, as it is built: what can be killed.</summary>
public sealed class ServiceProcess : IAsyncDisposable
{
    private static readonly ConcurrentDictionary<int, int> Given = [];

    private readonly Process _process;
    private readonly List<string> _lines = [];

    private readonly string _name;

    private ServiceProcess(Process process, string name, Uri address)
    {
        (_process, _name) = (process, name);
        Http = As("test", address);
    }

    /// <summary>A client of the service, as somebody with all roles.</summary>
    public HttpClient Http { get; }

    /// <summary>Another, as somebody else.</summary>
    /// <param name="actor">Whose code.</param>
    /// <param name="roles">What that one may; none for all roles.</param>
    public HttpClient As(string actor, params string[] roles) => As(actor, Http.BaseAddress!, roles);

    private HttpClient As(string actor, Uri address, params string[] roles) =>
        new() { BaseAddress = address, DefaultRequestHeaders = { Authorization = TestProvider.Shared.Header(_name, actor, roles.Length == 0 ? null : roles) } };

    /// <summary>What it wrote to its console.</summary>
    public string Console
    {
        get
        {
            lock (_lines)
            {
                return string.Join('\n', _lines);
            }
        }
    }

    /// <summary>Starts a service and waits until it is ready.</summary>
    /// <param name="project">The project's name, such as <c>Imizu.Consultation</c>.</param>
    /// <param name="database">Its connection string.</param>
    /// <param name="broker">An amqp URI.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <param name="sources">The addresses of the services that it follows, by their names.</param>
    /// <param name="settings">What else is in its environment.</param>
    public static async Task<ServiceProcess> Start(
        string project,
        string database,
        string broker,
        CancellationToken cancellationToken,
        IReadOnlyDictionary<string, Uri>? sources = null,
        IReadOnlyDictionary<string, string>? settings = null)
    {
        // Where a service has to know its own address, the test has chosen it.
        var address = new Uri(settings?.GetValueOrDefault("ASPNETCORE_URLS") ?? $"http://127.0.0.1:{FreePort()}");
        var start = new ProcessStartInfo("dotnet", [Repository.Built($"src/{project}", project)]) { RedirectStandardOutput = true, RedirectStandardError = true };
        start.Environment["ASPNETCORE_URLS"] = address.ToString();
        start.Environment["ConnectionStrings__database"] = database;
        start.Environment["ConnectionStrings__messaging"] = broker;
        foreach (var (name, source) in sources ?? new Dictionary<string, Uri>())
        {
            start.Environment[$"services__{name}__http__0"] = source.ToString();
        }
        var called = JsonNamingPolicy.KebabCaseLower.ConvertName(project["Imizu.".Length..]);
        foreach (var (name, value) in TestProvider.Shared.Settings(called).Concat(settings ?? new Dictionary<string, string>()))
        {
            start.Environment[name] = value;
        }
        var service = new ServiceProcess(Process.Start(start)!, called, address);
        service.Listen();
        for (var patience = Stopwatch.StartNew(); !await service.IsReady(cancellationToken);)
        {
            if (service._process.HasExited || patience.Elapsed > Eventually.Patience)
            {
                throw new InvalidOperationException($"{project} does not become ready:\n{service.Console}");
            }
            await Task.Delay(100, cancellationToken);
        }
        return service;
    }

    /// <summary>kill -9: no goodbye.</summary>
    public async Task Kill()
    {
        _process.Kill();
        await _process.WaitForExitAsync();
    }

    /// <summary>Tells it to end, as whoever runs services does, and waits until it has. The code that it ended with.</summary>
    public async Task<int> Stop(CancellationToken cancellationToken)
    {
        await Signal("TERM");
        await _process.WaitForExitAsync(cancellationToken);
        return _process.ExitCode;
    }

    /// <summary>Holds it still, so that it neither answers nor goes away.</summary>
    public Task Freeze() => Signal("STOP");

    /// <summary>Lets it go on.</summary>
    public Task Thaw() => Signal("CONT");

    public Task<HttpResponseMessage> Post(string path, object body, CancellationToken cancellationToken) =>
        Http.PostAsJsonAsync(path, body, cancellationToken);

    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        if (!_process.HasExited)
        {
            await Kill();
        }
        _process.Dispose();
    }

    private async Task Signal(string signal)
    {
        using var kill = Process.Start("kill", ["-s", signal, $"{_process.Id}"]);
        await kill.WaitForExitAsync();
    }

    private void Listen()
    {
        void Keep(object _, DataReceivedEventArgs line)
        {
            lock (_lines)
            {
                _lines.Add(line.Data ?? "");
            }
        }
        _process.OutputDataReceived += Keep;
        _process.ErrorDataReceived += Keep;
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
    }

    private async Task<bool> IsReady(CancellationToken cancellationToken)
    {
        try
        {
            using var answer = await Http.GetAsync("/health/ready", cancellationToken);
            return answer.IsSuccessStatusCode;
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }

    /// <summary>A port that nobody listens on now, and that no other test of this assembly, no stack and no outgoing connection takes next. Browsers refuse 10080.</summary>
    public static int FreePort()
    {
        while (true)
        {
            var port = Random.Shared.Next(10_100, 15_000);
            try
            {
                using var listener = new TcpListener(IPAddress.Loopback, port);
                listener.Start();
                if (Given.TryAdd(port, port))
                {
                    return port;
                }
            }
            catch (SocketException)
            {
                // Somebody listens on it.
            }
        }
    }
}
