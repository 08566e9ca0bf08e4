using Imizu.Projection.Journal;
using MassTransit;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Xunit;

namespace Imizu.Projection.Tests.Journal;

/// <summary>MassTransit's usage telemetry is disabled.</summary>
public sealed class UsageTelemetryTests
{
    [Fact]
    public async Task The_projections_bus_has_usage_telemetry_disabled()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Configuration.AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["ConnectionStrings:database"] = "Host=127.0.0.1",
            ["ConnectionStrings:messaging"] = "amqp://127.0.0.1",
        });
        builder.AddJournal();
        await using var service = builder.Build();

        Assert.False(service.Services.GetRequiredService<IOptions<UsageTelemetryOptions>>().Value.Enabled);
    }
}
