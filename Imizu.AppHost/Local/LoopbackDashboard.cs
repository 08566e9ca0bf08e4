using Imizu.LocalStack;

namespace Imizu.AppHost.Local;

/// <summary>Aspire's dashboard on loopback, at an address that stays the same from one start to the next; its token does not.</summary>
internal static class LoopbackDashboard
{
    /// <summary>Settles where it listens, unless the environment or a launch profile says so.</summary>
    public static void UseLoopbackDashboard(this IDistributedApplicationBuilder builder, DataFolder data)
    {
        string At(string name) => $"http://127.0.0.1:{data.Ports.Of(name)}";
        var settings = builder.Configuration;
        settings["ASPNETCORE_URLS"] ??= At("dashboard");
        settings["ASPIRE_DASHBOARD_OTLP_ENDPOINT_URL"] ??= At("dashboard-otlp");
        settings["ASPIRE_RESOURCE_SERVICE_ENDPOINT_URL"] ??= At("dashboard-resources");
        settings["ASPIRE_ALLOW_UNSECURED_TRANSPORT"] ??= "true";
    }

    /// <summary>The address that opens it, its token included; empty where the stack has none.</summary>
    public static string Address(IConfiguration settings) =>
        settings["AppHost:BrowserToken"] is { Length: > 0 } token ? $"{settings["ASPNETCORE_URLS"]!.Split(';')[0]}/login?t={token}" : "";
}
