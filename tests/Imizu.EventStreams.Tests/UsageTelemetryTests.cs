using Imizu.EventStreams.Announcing;
using MassTransit;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Xunit;

namespace Imizu.EventStreams.Tests;

public sealed class UsageTelemetryTests
{
    [Fact]
    public async Task The_bus_tells_its_makers_nothing()
    {
        var services = new ServiceCollection().AddLogging().AddMassTransit(bus =>
        {
            bus.WorksWithoutBroker();
            bus.UsingInMemory();
        });

        await using var provider = services.BuildServiceProvider();

        Assert.False(provider.GetRequiredService<IOptions<UsageTelemetryOptions>>().Value.Enabled);
    }
}
