using System.Net;
using Imizu.Dashboard.Pages;
using Imizu.Dashboard.Receiving;
using Imizu.Dashboard.Resources;
using Imizu.Dashboard.Serving;
using Imizu.Dashboard.Telemetry;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Imizu.Dashboard;

/// <summary>A dashboard that runs, in this process: its pages, and the receivers of telemetry.</summary>
public sealed class DashboardHost : IAsyncDisposable
{
    private static readonly TimeSpan LongestGoodbye = TimeSpan.FromSeconds(1);
    private readonly WebApplication _app;

    private DashboardHost(WebApplication app) => _app = app;

    internal TelemetryStore Store => _app.Services.GetRequiredService<TelemetryStore>();

    /// <summary>Starts it.</summary>
    /// <param name="options">Where it listens, whom it lets in, and how much it keeps.</param>
    /// <param name="stack">What it shows.</param>
    /// <param name="clock">What time it is.</param>
    /// <param name="warn">Takes what goes wrong in it.</param>
    public static async Task<DashboardHost> StartAsync(DashboardOptions options, IStack stack, TimeProvider clock, Action<string> warn)
    {
        // Empty: the host's own settings and variables are the stack's, and say nothing of this page.
        var builder = WebApplication.CreateEmptyBuilder(new() { ApplicationName = typeof(DashboardHost).Assembly.GetName().Name });
        builder.Logging.AddProvider(new WarningLog(warn, clock));
        // It warns of keys that are not encrypted at rest; these are nowhere at rest.
        builder.Logging.AddFilter("Microsoft.AspNetCore.DataProtection", Microsoft.Extensions.Logging.LogLevel.Error);
        // And of the cookie that a browser still has from the run before, in whose place it gets another.
        builder.Logging.AddFilter("Microsoft.AspNetCore.Antiforgery", Microsoft.Extensions.Logging.LogLevel.None);
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Listen(IPAddress.Loopback, options.Port, listen => listen.Protocols = HttpProtocols.Http1);
            // Without TLS a port speaks one or the other.
            kestrel.Listen(IPAddress.Loopback, options.OtlpGrpcPort, listen => listen.Protocols = HttpProtocols.Http2);
            kestrel.Listen(IPAddress.Loopback, options.OtlpHttpPort, listen => listen.Protocols = HttpProtocols.Http1);
        });
        builder.Services.Configure<HostOptions>(host => host.ShutdownTimeout = LongestGoodbye);
        AddServices(builder.Services, options, stack, clock);

        var app = builder.Build();
        var gate = new Gate(options);
        app.Use(gate.PassAsync);
        app.UseStatusCodePagesWithReExecute("/not-found");
        app.UseRequestDecompression();
        app.UseRouting();
        app.UseAntiforgery();
        app.MapGrpcService<GrpcTraces>();
        app.MapGrpcService<GrpcLogs>();
        app.MapGrpcService<GrpcMetrics>();
        app.MapOtlpHttp();
        app.MapAssets();
        app.MapRazorComponents<App>().AddInteractiveServerRenderMode();
        await app.StartAsync();
        return new(app);
    }

    /// <summary>Stops it; what it has kept is gone.</summary>
    public async ValueTask DisposeAsync()
    {
        await _app.StopAsync();
        await _app.DisposeAsync();
    }

    private static void AddServices(IServiceCollection services, DashboardOptions options, IStack stack, TimeProvider clock)
    {
        services.AddSingleton(options).AddSingleton(stack).AddSingleton(clock)
            .AddSingleton(new Masking(stack.Secrets))
            .AddSingleton<TelemetryStore>().AddSingleton<Decoding>().AddSingleton<Receiver>().AddSingleton<IHostLifetime, HostsLifetime>();
        services.AddRouting().AddRequestDecompression().AddGrpc();
        // Its keys protect forms of this run alone: none is written anywhere.
        services.AddDataProtection().UseEphemeralDataProtectionProvider();
        services.AddAntiforgery(antiforgery => antiforgery.Cookie.Name = $"imizu-dashboard-{options.Port}-form");
        services.AddRazorComponents().AddInteractiveServerComponents();
    }
}
