using System.Collections;
using System.Security.Cryptography;
using Aspire.Hosting.ApplicationModel;
using Imizu.Dashboard;
using Microsoft.Extensions.Configuration;

namespace Imizu.LocalHosting;

/// <summary>
/// The dashboard of one stack, in the host's own process. <c>LocalHosting:Dashboard=false</c> does without; <c>Dashboard:Port</c>,
/// <c>Dashboard:OtlpGrpcPort</c> and <c>Dashboard:OtlpHttpPort</c> fix the ports, which are else chosen once and kept.
/// </summary>
internal sealed class StackDashboard : IAsyncDisposable
{
    /// <summary>What has its address, for whoever has lost it.</summary>
    public const string File = "dashboard.json";

    private readonly DashboardOptions _options = new();
    private readonly TimeProvider _clock;
    private DashboardHost? _host;

    private StackDashboard(IConfiguration configuration, TimeProvider clock)
    {
        configuration.GetSection("Dashboard").Bind(_options);
        _options.TelemetryGoesTo = ReceiverInEnvironment();
        _clock = clock;
    }

    /// <summary>What a browser is opened with.</summary>
    public string Address => $"http://{Loopback.Address}:{_options.Port}/login?t={_options.Token}";

    /// <summary>What a service is told of where its telemetry goes; nothing where the host's environment says it already.</summary>
    public Dictionary<string, string> Telemetry { get; private set; } = [];

    /// <summary>The dashboard of a stack; null where none is wanted.</summary>
    public static StackDashboard? For(IConfiguration configuration, TimeProvider clock) =>
        bool.TryParse(configuration["LocalHosting:Dashboard"], out var isWanted) && !isWanted ? null : new(configuration, clock);

    /// <summary>Settles its ports, its token and its key: made up at the first start, and kept.</summary>
    public void Settle(KeptValues kept)
    {
        _options.Port = _options.Port > 0 ? _options.Port : kept.Port("dashboard");
        _options.OtlpGrpcPort = _options.OtlpGrpcPort > 0 ? _options.OtlpGrpcPort : kept.Port("dashboard-otlp-grpc");
        _options.OtlpHttpPort = _options.OtlpHttpPort > 0 ? _options.OtlpHttpPort : kept.Port("dashboard-otlp-http");
        _options.Token = kept.Secret("dashboard-token", NewSecret);
        _options.ApiKey = kept.Secret("dashboard-otlp-api-key", NewSecret);
        Telemetry = _options.TelemetryGoesTo is not null ? [] : new()
        {
            ["OTEL_EXPORTER_OTLP_ENDPOINT"] = $"http://{Loopback.Address}:{_options.OtlpGrpcPort}",
            ["OTEL_EXPORTER_OTLP_PROTOCOL"] = "grpc",
            ["OTEL_EXPORTER_OTLP_HEADERS"] = $"x-otlp-api-key={_options.ApiKey}",
            // Who looks at what has just been done does not want to wait for it.
            ["OTEL_BSP_SCHEDULE_DELAY"] = "1000",
            ["OTEL_BLRP_SCHEDULE_DELAY"] = "1000",
            ["OTEL_METRIC_EXPORT_INTERVAL"] = "5000",
        };
    }

    /// <summary>Starts it.</summary>
    /// <exception cref="StackRefusedException">A port that it was told to take is taken.</exception>
    public async Task StartAsync(LocalStack stack, IReadOnlyList<IResource> resources, IReadOnlyCollection<string> secrets)
    {
        try
        {
            var view = new StackView(stack, resources, secrets);
            _host = await DashboardHost.StartAsync(_options, view, _clock, stack.Folder.LogOf("dashboard").WriteLine);
        }
        catch (IOException e)
        {
            throw new StackRefusedException($"The dashboard could not listen: {e.Message} Choose another port with --Dashboard:Port=…");
        }
    }

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        if (_host is not null)
        {
            await _host.DisposeAsync();
        }
    }

    private static string NewSecret() => RandomNumberGenerator.GetHexString(32, lowercase: true);

    // For all signals, or for one of them: OTEL_EXPORTER_OTLP_ENDPOINT, OTEL_EXPORTER_OTLP_TRACES_ENDPOINT.
    private static string? ReceiverInEnvironment() => Environment.GetEnvironmentVariables().Cast<DictionaryEntry>()
        .Where(variable => variable.Key is string name
            && name.StartsWith("OTEL_EXPORTER_OTLP_", StringComparison.Ordinal)
            && name.EndsWith("ENDPOINT", StringComparison.Ordinal))
        .Select(variable => variable.Value as string)
        .FirstOrDefault(address => !string.IsNullOrWhiteSpace(address));
}
