using Imizu.Benchmarks.Results;

namespace Imizu.Benchmarks;

/// <summary>A replay's figures in the form of all results.</summary>
internal static class ReplayComparison
{
    public static Comparison Compared(this ReplayResult result) => new(
        "replay", $"{result.Events:N0} events", "s",
        new Bar(Role.Ours, "a full replay: facts, indexes, comparison, swap", result.ReplaySeconds),
        new Bar(Role.Peer, "a stock Marten projection that writes the same facts", result.StockSeconds),
        new Bar(Role.Floor, "PostgreSQL reading the journal out", result.FloorSeconds))
    {
        Also = new Dictionary<string, double>(result.PhaseSeconds.Select(phase => KeyValuePair.Create($"{phase.Key} s", phase.Value)))
        {
            ["swap ms"] = result.SwapMilliseconds,
            ["peak MB"] = result.PeakMegabytes,
        },
    };
}
