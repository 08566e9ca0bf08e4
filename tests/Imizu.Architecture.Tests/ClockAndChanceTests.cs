using System.Text.RegularExpressions;
using Xunit;

namespace Imizu.Architecture.Tests;

/// <summary>Time and ids come in with the command: the clock and chance are asked for by name where they are injected, nowhere else.</summary>
public sealed partial class ClockAndChanceTests
{
    /// <summary>Where it is right all the same: file, what it asks for.</summary>
    private static readonly string[] Allowed =
    [
        // Where a recording service is composed: the clock that all of it is given.
        "src/Imizu.EventStreams/EventStreamsHosting.cs TimeProvider.System",
        // How long whoever was overtaken waits before deciding again.
        "src/Imizu.EventStreams/Storage/StreamStore.cs Random.Shared",
        // What tells this installation from others on one broker, made up once.
        "src/Imizu.Gateway/Broker/Installation.cs Guid.NewGuid",
        // A name that no sender can foresee, for a file that is taken.
        "src/Imizu.Gateway/Doors/InboxName.cs Guid.NewGuid",
        // Where the gateway is composed.
        "src/Imizu.Gateway/GatewayHosting.cs TimeProvider.System",
        // Where local servers and the local stack are composed.
        "src/Imizu.LocalHosting/LocalServers.cs TimeProvider.System",
        "src/Imizu.LocalHosting/Model/DistributedApplication.cs TimeProvider.System",
        // The name of one run of a process, for telemetry.
        "src/Imizu.LocalHosting/Units/ProjectUnit.cs Guid.NewGuid",
    ];

    [Fact]
    public void Nobody_takes_the_time_or_an_id_out_of_the_air() => Assert.Equal(Allowed, Source.Files(".cs")
        .SelectMany(file => OutOfTheAir().Matches(file.Text).Select(found => $"{file.Path} {found.Value}"))
        .Distinct());

    [Fact]
    public void All_that_is_shipped_is_searched() => Assert.Empty(
        new[] { "Imizu.AppHost/AppHost.cs", "Imizu.ServiceDefaults/ServiceDefaults.cs", "src/Imizu.Cli/Program.cs" }
            .Except(Source.Files(".cs").Select(file => file.Path)));

    [Theory]
    [InlineData("DateTime.UtcNow", "UtcNow")]
    [InlineData("DateTime.Today", "DateTime.Today")]
    [InlineData("TimeProvider.System.GetUtcNow()", "TimeProvider.System")]
    [InlineData("new Random()", "new Random()")]
    [InlineData("clock.GetUtcNow()", null)]
    public void The_search_would_notice(string code, string? found) => Assert.Equal(found, OutOfTheAir().Matches(code).SingleOrDefault()?.Value);

    /// <summary>An injected clock is asked by <c>GetUtcNow</c>.</summary>
    [GeneratedRegex(@"(?<!Get)UtcNow|DateTime\.(Now|Today)|DateTimeOffset\.Now|TimeProvider\.System|Guid\.NewGuid|Guid\.CreateVersion7\(\)|Random\.Shared|new Random\(\)")]
    private static partial Regex OutOfTheAir();
}
