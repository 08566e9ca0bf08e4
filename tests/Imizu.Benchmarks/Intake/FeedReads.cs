using System.Text.RegularExpressions;

namespace Imizu.Benchmarks.Intake;

/// <summary>How many events the projection service read from the consultation service's feed, as its log tells: the rest came by the broker.</summary>
internal static partial class FeedReads
{
    /// <param name="folder">The stack's data folder.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public static async Task<long> Count(DirectoryInfo folder, CancellationToken cancellationToken) =>
        Filled().Matches(await File.ReadAllTextAsync(Path.Combine(folder.FullName, "logs", "projection.log"), cancellationToken))
            .Sum(filled => long.Parse(filled.Groups[2].Value) - long.Parse(filled.Groups[1].Value));

    [GeneratedRegex("Filled from the feed: urn:imizu:consultation after position ([0-9]+) to ([0-9]+)")]
    private static partial Regex Filled();
}
