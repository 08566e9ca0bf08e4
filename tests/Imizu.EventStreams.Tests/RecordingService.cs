using Imizu.ServiceDefaults.Access;
using Imizu.Testing.Servers;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Logging;

namespace Imizu.EventStreams.Tests;

/// <summary>Builds a service in this process, with a database of its own, for the events of a test.</summary>
internal static class RecordingService
{
    public static async Task<WebApplicationBuilder> Builder(TestServers servers)
    {
        var builder = WebApplication.CreateBuilder();
        builder.Configuration["ConnectionStrings:database"] = await servers.NewDatabase();
        builder.Configuration["urls"] = "http://127.0.0.1:0";
        foreach (var (name, value) in TestProvider.Shared.Settings("consultation"))
        {
            builder.Configuration[name.Replace("__", ":", StringComparison.Ordinal)] = value;
        }
        builder.AddAccess("consultation");
        builder.Logging.ClearProviders();
        return builder;
    }
}
