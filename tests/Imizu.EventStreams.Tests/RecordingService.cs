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
        builder.Logging.ClearProviders();
        return builder;
    }
}
