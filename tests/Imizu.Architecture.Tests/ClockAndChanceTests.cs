using System.Text.RegularExpressions;
using Xunit;

namespace Imizu.Architecture.Tests;

/// <summary>Time and ids come in with the command: the clock and chance are asked for by name where they are injected, nowhere else.</summary>
public sealed partial class ClockAndChanceTests
{
    /// <summary>Where it is right all the same: file, what it asks for.</summary>
    private static readonly string[] Allowed =
    [
        // How long whoever was overtaken waits before deciding again.
        "Imizu.EventStreams/Storage/StreamStore.cs Random.Shared",
        // The name of one run of a process, for telemetry.
        "Imizu.LocalHosting/Units/ProjectUnit.cs Guid.NewGuid",
    ];

    [Fact]
    public void Nobody_takes_the_time_or_an_id_out_of_the_air() =>
        Assert.Equal(Allowed, Source.Files(".cs")
            .SelectMany(file => OutOfTheAir().Matches(file.Text).Select(found => $"{file.Path} {found.Value}"))
            .Distinct());

    /// <summary>An injected clock is asked by <c>GetUtcNow</c>.</summary>
    [GeneratedRegex(@"(?<!Get)UtcNow|DateTime\.(Now|Today)|DateTimeOffset\.Now|Guid\.NewGuid|Guid\.CreateVersion7\(\)|Random\.Shared|new Random\(\)")]
    private static partial Regex OutOfTheAir();
}
