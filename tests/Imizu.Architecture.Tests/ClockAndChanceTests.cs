using System.Text.RegularExpressions;
using Xunit;

namespace Imizu.Architecture.Tests;

/// <summary>Time, random numbers and ids are injected; the exceptions are listed.</summary>
public sealed partial class ClockAndChanceTests
{
    /// <summary>Where it is right all the same: file, what it asks for.</summary>
    private static readonly string[] Allowed =
    [
        // Where machines are given the clock by which their tokens end: the dashboard's, a service's, the command line's.
        "Imizu.AppHost/TokenProvider.cs TimeProvider.System",
        "Imizu.ServiceDefaults/ServiceDefaults.cs TimeProvider.System",
        // This machine's clock, which others are compared with.
        "src/Imizu.Cli/Commands/DoctorCommand.cs TimeProvider.System",
        "src/Imizu.Cli/Stack/StackAccess.cs TimeProvider.System",
        // Where a recording service is composed: the clock that all of it is given.
        "src/Imizu.EventStreams/EventStreamsHosting.cs TimeProvider.System",
        // How long whoever was overtaken waits before deciding again.
        "src/Imizu.EventStreams/Storage/StreamStore.cs Random.Shared",
        // Where the gateway is composed.
        "src/Imizu.Gateway/GatewayHosting.cs TimeProvider.System",
        // Where the identity service is composed.
        "src/Imizu.Identity/IdentityHosting.cs TimeProvider.System",
        // Where the pages are composed.
        "src/Imizu.Web/WebHosting.cs TimeProvider.System",
    ];

    [Fact]
    public void Shipped_code_takes_time_and_ids_only_from_the_listed_places() => Assert.Equal(Allowed, Source.Files(".cs")
        .SelectMany(file => ClockOrRandom().Matches(file.Text).Select(found => $"{file.Path} {found.Value}"))
        .Distinct());

    [Fact]
    public void All_shipped_projects_are_searched() => Assert.Empty(
        new[] { "Imizu.AppHost/AppHost.cs", "Imizu.ServiceDefaults/ServiceDefaults.cs", "src/Imizu.Cli/Program.cs" }
            .Except(Source.Files(".cs").Select(file => file.Path)));

    [Theory]
    [InlineData("DateTime.UtcNow", "UtcNow")]
    [InlineData("DateTime.Today", "DateTime.Today")]
    [InlineData("TimeProvider.System.GetUtcNow()", "TimeProvider.System")]
    [InlineData("new Random()", "new Random()")]
    [InlineData("clock.GetUtcNow()", null)]
    public void The_search_finds_uses_of_the_system_clock_and_of_random_ids(string code, string? found) => Assert.Equal(found, ClockOrRandom().Matches(code).SingleOrDefault()?.Value);

    /// <summary>An injected clock is asked by <c>GetUtcNow</c>.</summary>
    [GeneratedRegex(@"(?<!Get)UtcNow|DateTime\.(Now|Today)|DateTimeOffset\.Now|TimeProvider\.System|Guid\.NewGuid|Guid\.CreateVersion7\(\)|Random\.Shared|new Random\(\)")]
    private static partial Regex ClockOrRandom();
}
